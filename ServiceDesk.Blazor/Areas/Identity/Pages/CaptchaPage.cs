using Microsoft.AspNetCore.Mvc;
using ServiceDesk.Blazor.Guards;
using ServiceDesk.Domain.Guards;

namespace ServiceDesk.Blazor.Areas.Identity.Pages;

/// <summary>What the pages share whose form may ask for the word in a picture.</summary>
public abstract class CaptchaPage : AccountPage
{
    /// <summary>The field of the word, as the form names it.</summary>
    public const string WordField = CaptchaField.Word;

    /// <summary>The challenge that was answered.</summary>
    [BindProperty(Name = CaptchaField.Token)]
    public string? SentChallenge { get; set; }

    /// <summary>The word, as typed.</summary>
    [BindProperty(Name = WordField)]
    public string? SentWord { get; set; }

    /// <summary>What the browser found.</summary>
    [BindProperty(Name = CaptchaField.Proof)]
    public string? SentProof { get; set; }

    /// <summary>Sent by the button that asks for another picture.</summary>
    [BindProperty(Name = CaptchaField.Another)]
    public string? SentAnother { get; set; }

    /// <summary>The form's name, to which its challenges belong.</summary>
    public abstract string FormName { get; }

    /// <summary>What is the matter with the word; null when nothing is.</summary>
    public string? WordProblem => ModelState.TryGetValue(WordField, out var entry) ? entry.Errors.FirstOrDefault()?.ErrorMessage : null;

    /// <summary>Whether the person asks for another picture and sends nothing yet.</summary>
    protected bool WantsAnother => SentAnother is not null;

    /// <summary>What came back with the form.</summary>
    protected ChallengeAnswer Answer => new(SentChallenge, SentWord, SentProof);
}
