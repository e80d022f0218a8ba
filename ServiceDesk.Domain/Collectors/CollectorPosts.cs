using Microsoft.Extensions.Options;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Requests;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Collectors;

/// <summary>What the pages of other web sites post (design.md 2.2, doors collector signed and unsigned): it is a page that asks, and not a person of the site.</summary>
public sealed class CollectorPosts(CollectorsNow collectors, CollectorTokens tokens, SignedPosts vouched, UnsignedPosts typed, Captcha captcha, CollectorCounts counts, Limits limits, IOptions<RequestOptions> options)
{
    // Half a second of a browser, and of a program too: enough to make a flood dear.
    private const int Work = 15;

    /// <summary>Whether a page of this origin may read what it is answered, also while the collector is off.</summary>
    public bool MayRead(Guid collectorId, string? origin) => origin is not null && collectors.FindOnOrOff(collectorId) is { } known && known.Collector.Origins.Contains(origin, StringComparer.Ordinal);

    /// <summary>The collector whose pages may post from this origin; or why none. Asked before anything is read of the post.</summary>
    public Outcome<KnownCollector> Open(Guid collectorId, string? origin) => collectors.FindOnOrOff(collectorId) switch
    {
        null => new CollectorIsOff(),
        { Collector.IsOn: false } known => Refuse(known, new CollectorIsOff()),
        var known when !MayRead(collectorId, origin) => Refuse(known, new OriginIsNotAllowed()),
        var known => known,
    };

    /// <summary>Work for the browser of a visitor whom nobody signed for; without a picture, which the host's page could not show.</summary>
    public Challenge Ask(KnownCollector known) => captcha.AskForWork(FormOf(known), Work);

    /// <summary>Whether a post from there may be read at all; null when it may.</summary>
    /// <param name="known">The collector.</param>
    /// <param name="network">The visitor's network address.</param>
    /// <param name="isSigned">Whether it has a token.</param>
    public Refusal? WhyNotNow(KnownCollector known, string? network, bool isSigned) =>
        limits.Collected(isSigned ? Door.CollectorSigned : Door.CollectorUnsigned, known.Collector.Id, network) is { } wait ? Refuse(known, wait) : null;

    /// <summary>Takes a post: a signed one becomes a request, another waits until the address is proved.</summary>
    /// <param name="known">The collector, opened for the origin.</param>
    /// <param name="origin">The origin of the page.</param>
    /// <param name="form">What was posted.</param>
    /// <param name="network">The visitor's network address.</param>
    public async Task<Outcome<Collected>> TakeAsync(KnownCollector known, string origin, CollectedForm form, string? network)
    {
        var outcome = await TakeOrNotAsync(new CollectorPost(known, origin, form, Actor.Stranger(network) with { Language = form.Language }));
        return outcome.IsDone ? outcome : Refuse(known, outcome.Refusal);
    }

    /// <summary>Counts a refusal for the collector's page, and hands it on.</summary>
    public T Refuse<T>(KnownCollector known, T why)
        where T : Refusal
    {
        counts.Add(known.Collector.Id, why);
        return why;
    }

    private async Task<Outcome<Collected>> TakeOrNotAsync(CollectorPost post)
    {
        var (known, form) = (post.Known, post.Form);
        if (form.WhyNot(known.Collector, options.Value) is { } no)
        {
            return no;
        }

        if (!string.IsNullOrEmpty(form.Token))
        {
            var read = await tokens.ReadAsync(known, form.Token);
            return read.IsDone ? await vouched.TakeAsync(post, read.Done) : read.Refusal;
        }

        if (!EmailAddress.TryParse(form.Address, out var address))
        {
            return new NotAnAddress();
        }

        var answered = await captcha.CheckAnswerAsync(FormOf(known), form.Answer is { } answer ? answer with { Word = null } : null);
        return answered.IsDone ? await typed.TakeAsync(post, address)
            : answered.Refusal is CaptchaIsWanted or CaptchaIsWrong or CaptchaIsOver ? new BrowserWorkIsMissing()
            : answered.Refusal;
    }

    private static string FormOf(KnownCollector known) => $"collector:{known.Collector.Id:N}";
}

/// <summary>A post on its way.</summary>
/// <param name="Known">The collector.</param>
/// <param name="Origin">The origin of the page.</param>
/// <param name="Form">What was posted.</param>
/// <param name="By">The visitor.</param>
internal sealed record CollectorPost(KnownCollector Known, string Origin, CollectedForm Form, Actor By);
