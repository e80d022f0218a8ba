using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Accounts;

/// <summary>Who looks at the page: of a request, or of a circuit for as long as it lives. What they may do is asked of the domain each time.</summary>
public sealed class CurrentPerson
{
    /// <summary>The claim that carries the network address from the request into the circuit.</summary>
    public const string NetworkClaim = "servicedesk:network";

    /// <summary>As the domain's operations want it.</summary>
    public Actor By { get; private set; } = Actor.Stranger(null);

    /// <summary>Whether somebody is logged in.</summary>
    public bool IsSignedIn => By.AccountId is not null;

    /// <summary>The time zone they chose; null when times are told in the browser's.</summary>
    public TimeZoneInfo? Zone { get; private set; }

    /// <summary>Takes who it is from the principal, and the language from the page.</summary>
    /// <param name="user">The principal.</param>
    /// <param name="timeZone">The IANA time zone they chose; null when none.</param>
    public void Is(ClaimsPrincipal user, string? timeZone = null)
    {
        var id = user.Identity is { IsAuthenticated: true } && Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var found) ? found : (Guid?)null;
        By = new Actor(id, user.FindFirstValue(NetworkClaim), CultureInfo.CurrentUICulture.Name);
        Zone = timeZone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? zone : null;
    }

    /// <summary>Tells the person of each request, and marks the principal with the network address.</summary>
    public static async Task OfRequestAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Connection.RemoteIpAddress is { } address)
        {
            var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            context.User.AddIdentity(new ClaimsIdentity([new Claim(NetworkClaim, plain.ToString())]));
        }

        var session = await context.RequestServices.GetRequiredService<Sessions>().OfAsync(context.User);
        context.RequestServices.GetRequiredService<CurrentPerson>().Is(context.User, session?.TimeZone);
        await next(context);
    }
}

/// <summary>Tells the person of each circuit before its first component renders.</summary>
internal sealed class PersonOfCircuit(CurrentPerson person, Sessions sessions, AuthenticationStateProvider authentication) : CircuitHandler
{
    public override int Order => -100;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        person.Is(user, (await sessions.OfAsync(user))?.TimeZone);
    }
}
