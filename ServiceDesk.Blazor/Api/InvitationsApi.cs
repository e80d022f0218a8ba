using System.Globalization;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>Inviting people to a desk, and what is pending.</summary>
internal static class InvitationsApi
{
    private static readonly Dictionary<Type, string> Places = new() { [typeof(Missing)] = "/people", [typeof(TooManyAddresses)] = "/people", [typeof(TooLong)] = "/message" };

    public static void MapInvitations(this RouteGroupBuilder api)
    {
        api.MapGet("/desks/{desk}/invitations", ListAsync).WithTags("Invitations").Produces<PageJson<InvitationJson>>()
            .Offers(new(ApiScope.InvitationsRead) { ExampleQuery = "?filter=pending", Defaults = new Dictionary<string, string> { ["filter"] = "pending" } }, "listInvitations", "A desk's invitations, the latest sent first.");
        api.MapPost("/desks/{desk}/invitations", InviteAsync).WithTags("Invitations").Produces<InvitedJson>()
            .OffersPost(new(ApiScope.InvitationsWrite) { Example = """{"people": [{"email": "lena@example.com", "name": "Lena Lind"}], "message": "Welcome!"}""", Places = Places },
                "inviteCustomers", "Invites people, at most 2,000 at once; says of each who gets which mail.");
        api.MapGet("/desks/{desk}/invitations/{id:guid}", FindAsync).WithTags("Invitations").Produces<InvitationJson>()
            .Offers(new(ApiScope.InvitationsRead), "getInvitation", "One invitation, whatever has become of it.");
        api.MapPost("/desks/{desk}/invitations/{id:guid}/resend", ResendAsync).WithTags("Invitations").Produces<InvitedJson>()
            .OffersPost(new(ApiScope.InvitationsWrite), "resendInvitation", "Sends an open invitation again, with a fresh link.");
        api.MapPost("/desks/{desk}/invitations/{id:guid}/revoke", RevokeAsync).WithTags("Invitations").Produces(StatusCodes.Status204NoContent)
            .OffersPost(new(ApiScope.InvitationsWrite), "revokeInvitation", "Takes an open invitation back; its link leads nowhere any more.");
    }

    private static async Task<IResult> ListAsync(string desk, Chosen<InvitationFilter>? filter, string? cursor, int? limit, ApiCall call, CustomerInvitations invitations, RightsNow rights)
    {
        var page = call.PageOf(cursor, limit);
        return page.Refusal is { } no
            ? new RefusedCall(no)
            : call.Answer(await invitations.ListAsync(rights.IdOf(desk), filter?.Value ?? InvitationFilter.Pending, page.Done.After, call.By, page.Done.Most), InvitationJson.Of);
    }

    private static async Task<IResult> InviteAsync(string desk, NewInvitationsJson body, ApiCall call, CustomerInvitations invitations, RightsNow rights)
    {
        var people = body.People.Select(person => new TypedAddress(OneLine.Of(person.Email), EmailAddress.TryParse(person.Email, out var address) ? address : null, NameOf(person.Name))).ToList();
        if (people.Count == 0)
        {
            return new RefusedCall(new Missing());
        }

        return Answer(await invitations.InviteAsync(rights.IdOf(desk), new NewInvitations(people, body.Message, IsOpenExpected: false), progress: null, call.By, CancellationToken.None));
    }

    private static async Task<IResult> FindAsync(string desk, Guid id, ApiCall call, CustomerInvitations invitations, RightsNow rights) =>
        (await invitations.OpenAsync(rights.IdOf(desk), id, call.By)).Match<IResult>(invitation => TypedResults.Ok(InvitationJson.Of(invitation)), why => new RefusedCall(why));

    private static async Task<IResult> ResendAsync(string desk, Guid id, ApiCall call, CustomerInvitations invitations, RightsNow rights)
    {
        var sent = await invitations.ResendAsync(rights.IdOf(desk), [id], call.By);
        return sent is { IsDone: true, Done.Count: 0 } ? new RefusedCall(new NotFound()) : Answer(sent);
    }

    private static async Task<IResult> RevokeAsync(string desk, Guid id, ApiCall call, CustomerInvitations invitations, RightsNow rights) =>
        (await invitations.RevokeAsync(rights.IdOf(desk), [id], call.By)).Match<IResult>(
            count => count > 0 ? TypedResults.NoContent() : new RefusedCall(new NotFound()),
            why => new RefusedCall(why));

    private static IResult Answer(Outcome<IReadOnlyList<InviteLine>> lines) =>
        lines.Match<IResult>(done => TypedResults.Ok(new InvitedJson([.. done.Select(InvitedPersonJson.Of)])), why => new RefusedCall(why));

    private static string? NameOf(string? typed) => OneLine.Of(typed) is { Length: > 0 } name ? name : null;
}

/// <summary>An invitation.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Email">To whom.</param>
/// <param name="Name">The name given with the address; null when none was.</param>
/// <param name="State">What has become of it.</param>
/// <param name="SentAt">When it was sent last.</param>
/// <param name="InvitedBy">The name of who sent it.</param>
/// <param name="Problem">Why its mail came back; null when it did not.</param>
internal sealed record InvitationJson(Guid Id, string Email, string? Name, InvitationState State, DateTime SentAt, string? InvitedBy, string? Problem)
{
    public static InvitationJson Of(InvitationRow row) => new(row.Id, row.Address, row.Name, row.State, row.SentAt.UtcDateTime, row.InvitedBy, row.ProblemIn(CultureInfo.CurrentUICulture));
}

/// <summary>People to be invited.</summary>
/// <param name="People">At most 2,000.</param>
/// <param name="Message">What to write to them, as plain text.</param>
internal sealed record NewInvitationsJson(IReadOnlyList<PersonJson> People, string? Message = null);

/// <summary>What became of people who were to be invited.</summary>
/// <param name="People">In the order sent.</param>
internal sealed record InvitedJson(IReadOnlyList<InvitedPersonJson> People);

/// <summary>What became of one of them.</summary>
/// <param name="Email">The address as it was sent.</param>
/// <param name="Id">The pending invitation; null where there is none.</param>
/// <param name="CustomerId">Who is on the customer list, now or before; null where nobody is.</param>
/// <param name="Effect">What was done.</param>
/// <param name="Mailed">Whether a mail goes out.</param>
/// <param name="Reason">Why it was refused, or not sent; null when it was not.</param>
/// <param name="Detail">The same as a sentence.</param>
internal sealed record InvitedPersonJson(string Email, Guid? Id, Guid? CustomerId, InvitedEffect Effect, bool Mailed, string? Reason, string? Detail)
{
    public static InvitedPersonJson Of(InviteLine line)
    {
        var problem = line.Effect is InviteEffect.NotAnAddress ? new NotAnAddress() : line.Refusal;
        return new(
            line.Person.Typed, line.InvitationId, line.CustomerId, EffectOf(line.Effect), line.IsMailed,
            problem is null ? AddedPersonJson.ReasonOf(line.Reason) : ApiProblems.CodeOf(problem.GetType()),
            problem is null ? AddedPersonJson.SentenceOf(line.Reason) : Sentences.Of(problem, CultureInfo.CurrentUICulture));
    }

    private static InvitedEffect EffectOf(InviteEffect effect) => effect switch
    {
        InviteEffect.Invited => InvitedEffect.Invited,
        InviteEffect.InvitedContact => InvitedEffect.InvitedContact,
        InviteEffect.InvitedAgain => InvitedEffect.InvitedAgain,
        InviteEffect.InvitedJustNow => InvitedEffect.InvitedJustNow,
        InviteEffect.Added => InvitedEffect.Added,
        InviteEffect.AlreadyHere => InvitedEffect.AlreadyHere,
        InviteEffect.NotSent => InvitedEffect.NotSent,
        _ => InvitedEffect.Refused,
    };
}

/// <summary>What was done about somebody who was to be invited.</summary>
internal enum InvitedEffect
{
    /// <summary>A person the site does not know gets an invitation.</summary>
    Invited,

    /// <summary>A contact, who has no password yet, gets an invitation.</summary>
    InvitedContact,

    /// <summary>A pending invitation is renewed: a fresh mail, whose link replaces the earlier one.</summary>
    InvitedAgain,

    /// <summary>It was invited a moment ago, so no further mail is sent.</summary>
    InvitedJustNow,

    /// <summary>Somebody with an account is put on the customer list and told by a mail.</summary>
    Added,

    /// <summary>On the customer list already: nothing happens, no mail.</summary>
    AlreadyHere,

    /// <summary>Nothing: what was sent is no mail address, or the rules of the desk say no.</summary>
    Refused,

    /// <summary>Not come to: nothing happened, and it can be tried again.</summary>
    NotSent,
}
