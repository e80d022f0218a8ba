using System.Collections.Frozen;
using System.Globalization;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;

namespace ServiceDesk.Domain.Mail.Templates;

/// <summary>Keeps the chosen words of mails in memory until the news say that they changed: every mail asks for them, and nearly never are they others.</summary>
public sealed class TemplatesNow
{
    private readonly DeskDatabase _database;
    private readonly Lock _lock = new();
    private Kept? _kept;

    /// <summary>Listens to the news.</summary>
    public TemplatesNow(DeskDatabase database, LiveFeed feed)
    {
        _database = database;
        feed.Delivering += burst =>
        {
            if (burst.Contains(Topic.MailTemplates) || burst.Contains(Topic.Everything))
            {
                Forget();
            }
        };
    }

    /// <summary>The words of a mail: the desk's, or else the site's, or else its own.</summary>
    internal MailWords WordsOf(MailKind kind, Guid? deskId, CultureInfo culture)
    {
        var (kept, language) = (Now(), culture.TwoLetterISOLanguageName);
        return (deskId is { } desk ? kept.Words.GetValueOrDefault((desk, kind, language)) : null)
            ?? kept.Words.GetValueOrDefault((Guid.Empty, kind, language))
            ?? kind.OwnWords(culture);
    }

    /// <summary>Whether a mail is not sent: switched off for the desk it comes from, or for the site.</summary>
    internal bool IsOff(MailKind kind, Guid? deskId) => Now().Off is { Count: > 0 } off && (off.Contains((Guid.Empty, kind)) || (deskId is { } desk && off.Contains((desk, kind))));

    /// <summary>Reads them again when next asked.</summary>
    internal void Forget()
    {
        lock (_lock)
        {
            _kept = null;
        }
    }

    // Read within the lock, so that what is forgotten meanwhile is not kept after all.
    private Kept Now()
    {
        lock (_lock)
        {
            return _kept ??= Read();
        }
    }

    private Kept Read()
    {
        using var db = _database.Read();
        return new Kept(
            db.MailTemplates.ToList().ToFrozenDictionary(template => (template.DeskId, template.Kind, template.Language), template => new MailWords(template.Subject, template.Text)),
            db.SwitchedOffMails.ToList().Select(mail => (mail.DeskId, mail.Kind)).ToFrozenSet());
    }

    private sealed record Kept(FrozenDictionary<(Guid DeskId, MailKind Kind, string Language), MailWords> Words, FrozenSet<(Guid DeskId, MailKind Kind)> Off);
}
