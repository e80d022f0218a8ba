using System.Net;
using ServiceDesk.Domain.Mail.Wire;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Mailboxes;

/// <summary>What a mailbox must be like to be saved, or tried.</summary>
internal static class MailboxRules
{
    private const int MostHostCharacters = 253;
    private const int MostFolderCharacters = 200;
    private const int MostSecretCharacters = 8_000;

    /// <summary>Why it cannot be; null when it can.</summary>
    public static Refusal? Problem(MailboxForm form, bool allowsMaildir) => form switch
    {
        _ when Array.Find(Texts(form), text => text.Value.Length > text.Most) is { Value: not null } longer => new TooLong(longer.Most),
        { Kind: MailboxKind.Maildir, Afterwards: AfterReading.Leave } => new MaildirCannotBeLeft(),
        { Afterwards: AfterReading.Move } when !AreFolders(form) => new NotAMailFolder(),
        { Kind: MailboxKind.Maildir } => allowsMaildir ? null : new NoMaildirHere(),
        { Host: "" } or { User: "" } or { Port: < 1 or > 65_535 } => new MailboxIsIncomplete(),
        { Security: WireSecurity.StartTlsWhenOffered } => new MailboxMustBeEncrypted(),
        { Security: WireSecurity.None } when !IsThisMachine(form.Host) => new MailboxMustBeEncrypted(),
        { Thumbprint.Length: > 0 } when !ServerTrust.IsThumbprint(form.Thumbprint) => new NotAThumbprint(),
        _ when !IsFolder(form.Folder) => new NotAMailFolder(),
        { Login: MailboxLogin.Password } => null,
        _ when !Uri.TryCreate(form.TokenUrl, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps || url.UserInfo.Length > 0 => new NotATokenServer(),
        { ClientId: "" } => new MailboxIsIncomplete(),
        _ => null,
    };

    /// <summary>Whether what is kept secret would go to somebody else than it was given for.</summary>
    public static bool GoesElsewhere(MailboxForm form, DeskMailbox before) =>
        (form.Host, form.Port, form.Security, form.Thumbprint, form.User, form.TokenUrl, form.ClientId)
        != (before.Host, before.Port, before.Security, before.Thumbprint, before.User, before.TokenUrl, before.ClientId);

    /// <summary>Whether another place is read than before, so that what was read there says nothing.</summary>
    public static bool IsAnotherPlace(MailboxForm form, DeskMailbox before) =>
        (form.Kind, form.Host, form.Port, form.User, form.Folder) != (before.Kind, before.Host, before.Port, before.User, before.Folder);

    private static (string Value, int Most)[] Texts(MailboxForm form) =>
    [
        (form.Host, MostHostCharacters), (form.User, MostHostCharacters), (form.Thumbprint, MostHostCharacters), (form.ClientId, MostHostCharacters),
        (form.TokenUrl, MostSecretCharacters), (form.Scope, MostSecretCharacters),
        (form.Folder, MostFolderCharacters), (form.ProcessedFolder, MostFolderCharacters), (form.RefusedFolder, MostFolderCharacters),
        (form.Password, MostSecretCharacters), (form.ClientSecret, MostSecretCharacters), (form.RefreshToken, MostSecretCharacters),
    ];

    // What was taken in must not come to lie where it is read again.
    private static bool AreFolders(MailboxForm form) => Array.TrueForAll([form.ProcessedFolder, form.RefusedFolder], folder =>
        IsFolder(folder)
        && (form.Kind is not MailboxKind.Maildir || (!folder.StartsWith('.') && !folder.AsSpan().ContainsAny('/', '\\')))
        && !folder.Equals(form.Folder, folder.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal));

    private static bool IsFolder(string folder) => folder.Length > 0 && !folder.Any(char.IsControl);

    private static bool IsThisMachine(string host) => host is "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
