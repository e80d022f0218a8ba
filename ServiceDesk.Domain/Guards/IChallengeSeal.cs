namespace ServiceDesk.Domain.Guards;

/// <summary>Seals what a form asks for, so that it can travel with the form unread and unchanged, to whichever node the form is sent to.</summary>
public interface IChallengeSeal
{
    /// <summary>Seals a text.</summary>
    string Seal(string text);

    /// <summary>Opens what was sealed; null for anything else.</summary>
    string? Open(string? token);
}
