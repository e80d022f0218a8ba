using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Mail.Templates;

/// <summary>The words of account mails as site administrators choose them, for the site and for each desk, and which mails are sent at all (design.md 4 "Out").</summary>
public sealed class MailTemplates(DeskWork database, TemplatesNow now, TimeProvider clock)
{
    /// <summary>The mails of the site or of a desk, with what was chosen.</summary>
    public async Task<Outcome<IReadOnlyList<TemplateRow>>> ListAsync(Guid? deskId, string language, Actor by)
    {
        await using var db = database.Read();
        if (await WhyNotAsync(db, deskId, language, by) is { } no)
        {
            return no;
        }

        var desk = deskId ?? Guid.Empty;
        var edited = (await db.MailTemplates.Where(template => template.Language == language && (template.DeskId == desk || template.DeskId == Guid.Empty)).ToListAsync())
            .ToLookup(template => template.Kind, template => template.DeskId);
        var off = (await db.SwitchedOffMails.Where(mail => mail.DeskId == desk || mail.DeskId == Guid.Empty).ToListAsync()).ToLookup(mail => mail.Kind, mail => mail.DeskId);
        return MailKinds.Templates.Where(kind => deskId is null || kind.IsOfDesk())
            .Select(kind => new TemplateRow(
                kind,
                edited[kind].Contains(desk) ? TemplateOrigin.Here : edited[kind].Any() ? TemplateOrigin.Site : TemplateOrigin.BuiltIn,
                IsOff: off[kind].Contains(desk),
                IsOffForSite: deskId is not null && off[kind].Contains(Guid.Empty)))
            .ToList();
    }

    /// <summary>The words of one mail, to be edited.</summary>
    public async Task<Outcome<TemplateOpened>> OpenAsync(TemplatePlace place, Actor by)
    {
        await using var db = database.Read();
        if (await WhyNotAsync(db, place, by) is { } no)
        {
            return no;
        }

        var site = await FindAsync(db, place with { DeskId = null });
        var chosen = place.DeskId is null ? site : await FindAsync(db, place);
        var own = place.Kind.OwnWords(Languages.CultureOf(place.Language));
        var otherwise = place.DeskId is null || site is null ? own : new MailWords(site.Subject, site.Text);
        string[] placeholders = [.. place.Kind.Fillings().Select(filling => $"{{{filling.Name}}}"), .. place.Kind.HasLink() ? [OutboxMail.LinkMark] : Array.Empty<string>()];
        return new TemplateOpened(chosen is null ? otherwise : new MailWords(chosen.Subject, chosen.Text), otherwise, chosen is not null, placeholders, chosen?.Version ?? 0);
    }

    /// <summary>How a mail with these words would look, with people and desks that do not exist.</summary>
    public async Task<Outcome<MailPreview>> PreviewAsync(TemplatePlace place, MailWords typed, Actor by)
    {
        await using var db = database.Read();
        var words = TemplateRules.Clean(typed);
        if ((await WhyNotAsync(db, place, by) ?? TemplateRules.WhyNot(place.Kind, words)) is { } no)
        {
            return no;
        }

        var culture = Languages.CultureOf(place.Language);
        var fillings = place.Kind.Fillings();
        var samples = new object?[fillings.Count == 0 ? 0 : fillings.Max(filling => filling.Index) + 1];
        foreach (var filling in fillings)
        {
            samples[filling.Index] = Sentences.Of(typeof(MailTemplates), $"Sample.{filling.Name}", culture);
        }

        var filled = words.Filled(place.Kind, culture, samples);
        var text = filled.Text.Replace(OutboxMail.LinkMark, Sentences.Of(typeof(MailTemplates), "Sample.Link", culture), StringComparison.Ordinal);
        return new MailPreview(filled.Subject, text, MailHtml.Of(text, culture));
    }

    /// <summary>Chooses the words of one mail.</summary>
    public Task<Outcome<Done>> SaveAsync(TemplatePlace place, MailWords typed, int version, Actor by) => ChangeAsync(place, by, async (work, at) =>
    {
        var words = TemplateRules.Clean(typed);
        if (TemplateRules.WhyNot(place.Kind, words) is { } no)
        {
            return no;
        }

        var found = await FindAsync(work.Db, place);
        if ((found?.Version ?? 0) != version)
        {
            return new ChangedMeanwhile();
        }

        var before = found is null ? place.Kind.OwnWords(Languages.CultureOf(place.Language)) : new MailWords(found.Subject, found.Text);
        if (found is null)
        {
            work.Db.MailTemplates.Add(new MailTemplate { DeskId = place.DeskId ?? Guid.Empty, Kind = place.Kind, Language = place.Language, Subject = words.Subject, Text = words.Text });
        }
        else
        {
            (found.Subject, found.Text) = (words.Subject, words.Text);
        }

        work.Db.Audit.Add(Entry(Changes.MailTemplateChanged, place, before, words, by, at));
        return null;
    });

    /// <summary>Takes the chosen words back: those of the site count again for a desk, and the built-in ones for the site.</summary>
    public Task<Outcome<Done>> ResetAsync(TemplatePlace place, Actor by) => ChangeAsync(place, by, async (work, at) =>
    {
        if (await FindAsync(work.Db, place) is { } found)
        {
            work.Db.MailTemplates.Remove(found);
            work.Db.Audit.Add(Entry(Changes.MailTemplateReset, place, new MailWords(found.Subject, found.Text), after: null, by, at));
        }

        return null;
    });

    /// <summary>Sends a kind of mail or not, in every language.</summary>
    public Task<Outcome<Done>> SwitchAsync(MailKind kind, Guid? deskId, bool on, Actor by) => ChangeAsync(new TemplatePlace(kind, deskId, Languages.OfTheSite), by, async (work, at) =>
    {
        var desk = deskId ?? Guid.Empty;
        var off = await work.Db.SwitchedOffMails.AsTracking().SingleOrDefaultAsync(mail => mail.DeskId == desk && mail.Kind == kind);
        if (off is null == on)
        {
            return null;
        }

        if (off is null)
        {
            work.Db.SwitchedOffMails.Add(new SwitchedOffMail { DeskId = desk, Kind = kind });
        }
        else
        {
            work.Db.SwitchedOffMails.Remove(off);
        }

        work.Db.Audit.Add(AuditEntry.Of(Changes.MailSwitched, by, at, deskId, details: new { Mail = $"{kind}", Before = !on, After = on }));
        return null;
    });

    private static AuditEntry Entry(string what, TemplatePlace place, MailWords before, MailWords? after, Actor by, DateTimeOffset at) => after is null
        ? AuditEntry.Of(what, by, at, place.DeskId, details: new { Mail = $"{place.Kind}", place.Language })
        : AuditEntry.Of(what, by, at, place.DeskId, details: new { Mail = $"{place.Kind}", place.Language, Before = before, After = after });

    private static Task<MailTemplate?> FindAsync(DeskDb db, TemplatePlace place)
    {
        var desk = place.DeskId ?? Guid.Empty;
        return db.MailTemplates.AsTracking().SingleOrDefaultAsync(template => template.DeskId == desk && template.Kind == place.Kind && template.Language == place.Language);
    }

    private static async Task<Refusal?> WhyNotAsync(DeskDb db, TemplatePlace place, Actor by) =>
        place.Kind.IsTemplate() && (place.DeskId is null || place.Kind.IsOfDesk()) ? await WhyNotAsync(db, place.DeskId, place.Language, by) : new NotFound();

    private static async Task<Refusal?> WhyNotAsync(DeskDb db, Guid? deskId, string language, Actor by) =>
        (await Rights.OfAsync(db, by)).May(Operation.AdministerSite) && Languages.Include(language) && (deskId is null || await db.Desks.AnyAsync(desk => desk.Id == deskId))
            ? null
            : new NotFound();

    private async Task<Outcome<Done>> ChangeAsync(TemplatePlace place, Actor by, Func<Work, DateTimeOffset, Task<Refusal?>> change)
    {
        var outcome = await database.RunAsync<Done>(async work =>
        {
            await work.SiteToChangeAsync();
            if ((await WhyNotAsync(work.Db, place, by) ?? await change(work, clock.Now())) is { } no)
            {
                return no;
            }

            await work.CommitAsync(Topic.MailTemplates);
            return default(Done);
        });

        // The next mail of this node has the new words, whether or not the news have come by.
        now.Forget();
        return outcome;
    }
}
