using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Customers.Imports;

/// <summary>An import as the page shows it.</summary>
/// <param name="Import">Its facts.</param>
/// <param name="StartedBy">The name of who brought the file.</param>
/// <param name="Headers">The names in the file's first row.</param>
/// <param name="Columns">Which column is what.</param>
/// <param name="Outlook">What would happen, as of now; null unless a person decides just now.</param>
/// <param name="Problems">The first rows that cannot be used or that the rule book refuses, or refused, by line; empty unless there is something to decide or it came in.</param>
public sealed record ImportSeen(
    CustomerImport Import, string? StartedBy, IReadOnlyList<string> Headers, ImportColumns Columns, ImportOutlook? Outlook, IReadOnlyList<ImportFault> Problems)
{
    /// <summary>How many of the faulty and refused rows are shown.</summary>
    public const int MostProblems = 100;

    /// <summary>How many of those that undoing kept are named.</summary>
    public const int MostKept = 20;

    /// <summary>How many rows cannot be used or are refused.</summary>
    public int ProblemCount { get; init; }

    /// <summary>The first of those that undoing kept and who are still on the list, by name.</summary>
    public IReadOnlyList<KeptPerson> Kept { get; init; } = [];

    /// <summary>Whether it waits until another import, of whatever desk, lets the site's one pair of hands go.</summary>
    public bool IsWaiting { get; init; }

    /// <summary>How much of the present step is done, from 0 to 1; null while that cannot be said.</summary>
    public double? Progress => Import switch
    {
        { State: ImportState.Reading, Bytes: > 0 } => Math.Min(1, (double)Import.BytesRead / Import.Bytes),
        { State: ImportState.Finishing or ImportState.Inviting or ImportState.Undoing, Rows: > 0 } => Math.Min(1, (double)Import.LastLine / (Import.Rows + 1)),
        _ => null,
    };

    /// <summary>How long the present step will still take if it goes on as so far; null while that cannot be said.</summary>
    public TimeSpan? RemainingAt(DateTimeOffset now) => Progress is > 0.02 and < 1 and { } done && Import.StepBeganAt is { } began && now - began > TimeSpan.FromSeconds(2)
        ? (now - began) * ((1 - done) / done)
        : null;
}

/// <summary>What bringing an import in would do, as of now.</summary>
/// <param name="Made">How many are unknown and would be made.</param>
/// <param name="Joined">How many are known and would come onto the list.</param>
/// <param name="AlreadyHere">How many are on it already.</param>
/// <param name="Refused">How many the rule book refuses, by reason.</param>
/// <param name="PasswordsKept">How many passwords would not be set, because the person exists.</param>
public sealed record ImportOutlook(int Made, int Joined, int AlreadyHere, IReadOnlyDictionary<RefusedBecause, int> Refused, int PasswordsKept);

/// <summary>A row that cannot be used, or whose person the rule book refuses.</summary>
/// <param name="Line">The line on which it begins.</param>
/// <param name="Address">What stands where the address should.</param>
/// <param name="Problem">What is the matter with the row; null when it is refused.</param>
/// <param name="SameAsLine">The earlier line with the same address; null for any other problem.</param>
/// <param name="Reason">Why the rule book refuses; null when it was not asked.</param>
public sealed record ImportFault(int Line, string Address, ImportProblem? Problem, int? SameAsLine, RefusedBecause? Reason = null);

/// <summary>Somebody whom undoing an import kept, because they have been used since.</summary>
/// <param name="Name">The name.</param>
/// <param name="Address">The address.</param>
public sealed record KeptPerson(string Name, string Address);

/// <summary>The file is longer than is taken.</summary>
/// <param name="MostMegabytes">The longest, in megabytes.</param>
public sealed record ImportIsTooLarge(int MostMegabytes) : Refusal;

/// <summary>There is nothing in the file that could be read as rows.</summary>
public sealed record NoRowsInTheFile : Refusal;

/// <summary>The file names its columns, and that is all.</summary>
public sealed record OnlyColumnNames : Refusal;

/// <summary>The file is no text: a picture, a program, a spreadsheet that was not saved as CSV.</summary>
public sealed record NotATextFile : Refusal;

/// <summary>No column is chosen for the addresses, or one for two things.</summary>
public sealed record ColumnsDoNotFit : Refusal;

/// <summary>The import has gone on meanwhile: this can no longer be done with it.</summary>
public sealed record ImportHasGoneOn : Refusal;
