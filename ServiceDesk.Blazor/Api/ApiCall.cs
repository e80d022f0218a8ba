using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>A call of the API that was let in: who calls, and what the call itself says beside its body.</summary>
internal sealed class ApiCall(ApiCaller caller, Actor by, HttpContext context)
{
    private readonly Guid _ownId = Guid.CreateVersion7();

    /// <summary>The token's.</summary>
    public ApiCaller Caller => caller;

    /// <summary>As the domain's operations want it.</summary>
    public Actor By => by;

    /// <summary>The request itself.</summary>
    public HttpContext Context => context;

    /// <summary>The id of what the call makes: the same for whoever does again what was broken off.</summary>
    public Guid NewId => Effect ?? _ownId;

    /// <summary>The id kept with the Idempotency-Key; null when none came along.</summary>
    public Guid? Effect { get; set; }

    /// <summary>Hands a call to the endpoint that asks for it.</summary>
    public static ValueTask<ApiCall?> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<ApiCall>());
}
