using System.Text.Json;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Imports;

/// <summary>Which column of a file is what, counted from 0; null for what the file does not have.</summary>
public sealed record ImportColumns(int? Address, int? Name = null, int? Organisation = null, int? Language = null, int? Password = null)
{
    /// <summary>Whether the first row is a person like any other, because the file does not name its columns.</summary>
    public bool FirstRowIsData { get; init; }

    private static readonly string[] Addresses = ["email", "emailaddress", "mail", "mailaddress", "address", "emailadresse", "mailadresse", "adresse"];
    private static readonly string[] Names = ["name", "fullname", "displayname", "customer", "vollstandigername", "anzeigename", "kunde"];
    private static readonly string[] Organisations = ["organisation", "organization", "company", "firma", "unternehmen"];
    private static readonly string[] LanguageNames = ["language", "lang", "locale", "sprache"];
    private static readonly string[] Passwords = ["password", "temporarypassword", "initialpassword", "passwort", "kennwort", "temporarespasswort", "vorlaufigespasswort", "startpasswort"];

    /// <summary>Recognises columns by English and German names, however they are written; a first row with an address in it names none.</summary>
    public static ImportColumns Recognise(IReadOnlyList<string> headers)
    {
        if (headers.ToList().FindIndex(cell => EmailAddress.TryParse(cell, out _)) is >= 0 and var address)
        {
            return new ImportColumns(address) { FirstRowIsData = true };
        }

        var plain = headers.Select(header => new string([.. SortText.Fold(header).Where(char.IsAsciiLetter)])).ToList();
        int? Find(string[] known) => plain.FindIndex(known.Contains) is >= 0 and var index ? index : null;
        return new ImportColumns(Find(Addresses), Find(Names), Find(Organisations), Find(LanguageNames), Find(Passwords));
    }

    /// <summary>As it is kept.</summary>
    public string Write() => JsonSerializer.Serialize(this);

    /// <summary>What <see cref="Write"/> wrote.</summary>
    public static ImportColumns Read(string text) => JsonSerializer.Deserialize<ImportColumns>(text)!;

    /// <summary>Whether each is a column of a file with so many, and none is two things.</summary>
    internal bool FitFileOf(int columns)
    {
        int[] chosen = [.. new[] { Address, Name, Organisation, Language, Password }.OfType<int>()];
        return chosen.All(column => column >= 0 && column < columns) && chosen.Distinct().Count() == chosen.Length;
    }
}
