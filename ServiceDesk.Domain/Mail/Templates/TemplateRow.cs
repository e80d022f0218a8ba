using ServiceDesk.Domain.Mail.Outgoing;

namespace ServiceDesk.Domain.Mail.Templates;

/// <summary>Which words: of which mail, for whom, in which language.</summary>
/// <param name="Kind">The kind of mail.</param>
/// <param name="DeskId">The desk whose mails have them; null for all of the site.</param>
/// <param name="Language">The language.</param>
public sealed record TemplatePlace(MailKind Kind, Guid? DeskId, string Language);

/// <summary>A kind of mail in the list.</summary>
/// <param name="Kind">The kind of mail.</param>
/// <param name="Origin">Whose words it has.</param>
/// <param name="IsOff">Whether it is switched off here.</param>
/// <param name="IsOffForSite">Whether it is switched off for all of the site, where this is a desk's list.</param>
public sealed record TemplateRow(MailKind Kind, TemplateOrigin Origin, bool IsOff, bool IsOffForSite);

/// <summary>Whose words a mail has.</summary>
public enum TemplateOrigin
{
    /// <summary>Its own.</summary>
    BuiltIn,

    /// <summary>Those chosen for the site.</summary>
    Site,

    /// <summary>Those chosen here.</summary>
    Here,
}

/// <summary>The words of a mail, to be edited.</summary>
/// <param name="Words">As they are.</param>
/// <param name="Otherwise">As they would be without a choice made here.</param>
/// <param name="IsChosen">Whether a choice was made here.</param>
/// <param name="Placeholders">What may stand in them.</param>
/// <param name="Version">To be handed back with a change.</param>
public sealed record TemplateOpened(MailWords Words, MailWords Otherwise, bool IsChosen, IReadOnlyList<string> Placeholders, int Version);

/// <summary>How a mail would look.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Text">As plain text.</param>
/// <param name="Html">As HTML; to be shown where it can do nothing.</param>
public sealed record MailPreview(string Subject, string Text, string Html);
