var builder = WebApplication.CreateBuilder(args);

// `dotnet run` outside Development serves the libraries' files too; a published site finds them in its own wwwroot.
builder.WebHost.UseStaticWebAssets();

var app = builder.Build();

app.MapGet("/", () => "ServiceDesk");

await app.RunAsync();
