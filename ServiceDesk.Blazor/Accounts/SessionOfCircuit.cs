using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace ServiceDesk.Blazor.Accounts;

/// <summary>Refuses what a live page still sends after its session has ended, until its connection is cut.</summary>
internal sealed class SessionOfCircuit(Sessions sessions, AuthenticationStateProvider authentication, ILogger<SessionOfCircuit> log) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async activity =>
    {
        if (await sessions.OfAsync((await authentication.GetAuthenticationStateAsync()).User) is { MustChangePassword: false })
        {
            await next(activity);
        }
        else
        {
            log.LogInformation("A page sent something after its session had ended; it was refused.");
        }
    };
}
