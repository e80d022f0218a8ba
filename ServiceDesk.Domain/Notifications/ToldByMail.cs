using System.Globalization;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Notifications;

/// <summary>What a notification says to one person, as far as they may be told, in their language.</summary>
/// <param name="Writer">Who did it.</param>
/// <param name="Text">What was written, and which files came with it; empty for nothing.</param>
/// <param name="Status">Where the request stands now; empty when that is not what it is about.</param>
/// <param name="Files">The files.</param>
internal sealed record ToldByMail(string Writer, string Text, string Status, IReadOnlyList<MailedFiles> Files)
{
    /// <summary>With the files named below the text; those that do not come along have their links.</summary>
    public ToldByMail WithFiles(CultureInfo culture)
    {
        var lines = Files.Where(file => file.IsAttached).Select(file => file.File.FileName).ToList() is { Count: > 0 } attached
            ? [Sentences.Of(typeof(ToldByMail), "MailedFiles", culture, string.Join(", ", attached))]
            : new List<string>();
        foreach (var file in Files.Where(file => !file.IsAttached))
        {
            lines.AddRange([Sentences.Of(typeof(ToldByMail), "FileBehindLink", culture, file.File.FileName), file.Link.AbsoluteUri]);
        }

        return this with { Text = string.Join("\n\n", new[] { Text, string.Join('\n', lines) }.Where(part => part.Length > 0)) };
    }

    /// <summary>The same as one of several news.</summary>
    public string News(MailKind kind, CultureInfo culture) => Sentences.Of(typeof(ToldByMail), $"News.{kind}", culture, Writer, Text, Status).TrimEnd();
}

/// <summary>A file a notification tells of.</summary>
/// <param name="File">The file.</param>
/// <param name="IsAttached">Whether it comes with the mail.</param>
/// <param name="Link">Where it is had otherwise.</param>
internal sealed record MailedFiles(AttachedFile File, bool IsAttached, Uri Link)
{
    /// <summary>Those come along that are not too much together with the ones before them.</summary>
    public static IReadOnlyList<MailedFiles> Of(IReadOnlyList<AttachedFile> files, long mostBytes, Func<AttachedFile, Uri> linkTo)
    {
        var sum = 0L;
        return [.. files.Select(file =>
        {
            var isAttached = sum + file.Bytes <= mostBytes;
            sum += isAttached ? file.Bytes : 0;
            return new MailedFiles(file, isAttached, linkTo(file));
        })];
    }
}
