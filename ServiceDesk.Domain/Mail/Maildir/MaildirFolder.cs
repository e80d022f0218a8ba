namespace ServiceDesk.Domain.Mail.Maildir;

/// <summary>A mail in a Maildir.</summary>
/// <param name="Name">What it is called by for good, whatever its flags (the part before the colon); the same name is the same mail.</param>
/// <param name="File">Where it lies just now.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="ArrivedAt">When it was delivered.</param>
public sealed record MaildirMessage(string Name, string File, long Size, DateTimeOffset ArrivedAt);

/// <summary>
/// A folder of mails as a mail server on the same machine fills it, each mail a file that was complete before it came to be there
/// (https://cr.yp.to/proto/maildir.html). What another program takes away meanwhile is no fault.
/// </summary>
public sealed class MaildirFolder
{
    private const string Seen = "S";
    private const string Trashed = "T";
    private const string FlagsMark = ":2,";

    private readonly string _path;

    /// <summary>The folder that has the folders new and cur in it.</summary>
    public MaildirFolder(string path) => _path = path;

    private string New => Path.Combine(_path, "new");

    private string Cur => Path.Combine(_path, "cur");

    /// <summary>Why it cannot be used, in the system's words; null when it can.</summary>
    public string? Problem()
    {
        try
        {
            return Array.Find([New, Cur], folder => !Directory.Exists(folder)) is { } missing ? $"{missing} is not there." : ProblemWriting();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    /// <summary>Those that nobody has seen yet, the oldest first; at most so many.</summary>
    public IReadOnlyList<MaildirMessage> Waiting(int most) =>
    [
        .. Files(New).Concat(Files(Cur).Where(file => !FlagsOf(file.Name).Contains(Seen, StringComparison.Ordinal)))
            .Where(file => !FlagsOf(file.Name).Contains(Trashed, StringComparison.Ordinal))
            .Select(Describe).OfType<MaildirMessage>()
            .OrderBy(message => message.ArrivedAt).ThenBy(message => message.Name, StringComparer.Ordinal)
            .Take(most),
    ];

    /// <summary>Opens a mail; null when it is gone.</summary>
    public Stream? Open(MaildirMessage message)
    {
        try
        {
            return Found(message) is { } file ? new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 64 * 1024) : null;
        }
        catch (FileNotFoundException)
        {
            return null; // taken away between looking and opening
        }
    }

    /// <summary>Marks a mail as seen, so that it is not waiting any more.</summary>
    public void MarkSeen(MaildirMessage message) => Carry(message, Cur);

    /// <summary>Moves a mail, seen, into a folder beside the inbox (Maildir++), which is made where it is missing. Throws <see cref="ArgumentException"/> when that is no plain name.</summary>
    public void MoveTo(MaildirMessage message, string folder)
    {
        if (folder.Length == 0 || folder.StartsWith('.') || folder.Any(c => c is '/' or '\\' || char.IsControl(c)))
        {
            throw new ArgumentException("Not the name of a folder.", nameof(folder));
        }

        var path = Path.Combine(_path, "." + folder);
        foreach (var part in new[] { "tmp", "new", "cur" })
        {
            Directory.CreateDirectory(Path.Combine(path, part));
        }

        Carry(message, Path.Combine(path, "cur"));
    }

    private void Carry(MaildirMessage message, string to)
    {
        try
        {
            if (Found(message) is { } file)
            {
                var flags = string.Concat((FlagsOf(Path.GetFileName(file)) + Seen).Distinct().Order());
                File.Move(file, Path.Combine(to, message.Name + FlagsMark + flags), overwrite: true);
            }
        }
        catch (FileNotFoundException)
        {
            // Taken away between looking and moving: nobody needs it any more.
        }
    }

    // Another program may have changed its flags, or moved it from new to cur.
    private string? Found(MaildirMessage message) => File.Exists(message.File)
        ? message.File
        : Files(New).Concat(Files(Cur)).FirstOrDefault(file => NameOf(file.Name) == message.Name)?.FullName;

    private static MaildirMessage? Describe(FileInfo file)
    {
        try
        {
            return new MaildirMessage(NameOf(file.Name), file.FullName, file.Length, new DateTimeOffset(file.LastWriteTimeUtc));
        }
        catch (FileNotFoundException)
        {
            return null; // taken away while it was looked at
        }
    }

    // What begins with a dot is nobody's mail; a link could lead anywhere.
    private static IEnumerable<FileInfo> Files(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles().Where(file => !file.Name.StartsWith('.') && file.LinkTarget is null);

    private static string NameOf(string file) => file.Split(':')[0];

    private static string FlagsOf(string file) => file.IndexOf(FlagsMark, StringComparison.Ordinal) is >= 0 and var mark ? file[(mark + FlagsMark.Length)..] : "";

    private string? ProblemWriting()
    {
        var trial = Path.Combine(Cur, $".{Guid.NewGuid():N}");
        File.WriteAllBytes(trial, []);
        File.Delete(trial);
        return null;
    }
}
