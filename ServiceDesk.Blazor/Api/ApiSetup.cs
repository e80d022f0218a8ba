namespace ServiceDesk.Blazor.Api;

internal static class ApiSetup
{
    /// <summary>The name of the document.</summary>
    public const string Document = "v1";

    /// <summary>Adds the gate, how JSON is read and written, and the document made from the code.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<ApiGate>();
        services.AddSingleton<ApiCursors>();
        services.AddSingleton<ApiReference>();
        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddOpenApi(Document, options => ApiDocument.Configure(options));
        return services;
    }

    /// <summary>Has the API answer.</summary>
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(ApiGate.Root);
        api.MapDesks();
        api.MapRequests();
        api.MapComments();
        api.MapTakingPart();
        api.MapCustomers();
        api.MapInvitations();
        api.MapImports();
        api.MapUsers();
        app.MapGet(ApiGate.Root + "/openapi.json", async (ApiReference reference) => TypedResults.Bytes(await reference.JsonAsync(), "application/json")).ExcludeFromDescription();
    }
}
