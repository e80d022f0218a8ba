using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Customers.Imports;
using ServiceDesk.Domain.Settings;

namespace ServiceDesk.Blazor.Api;

/// <summary>The document of the API, OpenAPI 3.1, made from its code: what the framework cannot see there is added here.</summary>
internal static class ApiDocument
{
    private const string Scheme = "token";
    private const string Suffix = "Json";

    private static readonly Dictionary<string, string> Told = new(StringComparer.Ordinal)
    {
        ["desk"] = "The key of a desk, such as IT.",
        ["key"] = "The key of a request, such as IT-42.",
        ["id"] = "The id of what it is about.",
        ["cursor"] = "The nextCursor of the page before; left out for the first.",
        ["limit"] = "How many at most: 1 to 100, 50 unless said.",
        ["search"] = "The beginnings of words that all have to be found.",
        ["changedSince"] = "Only what changed then or later: an instant as in ISO 8601, with date, time and zone. A plus is written %2B.",
        ["fileName"] = "What the file is called.",
        ["queue"] = "Of which queue: open are those neither resolved nor closed, unassigned, mine and waitingForCustomer some of them. All, unless said.",
        ["status"] = "Only those that stand there; wherever, unless said.",
        ["type"] = "Only those of the request type with this id.",
        ["reporter"] = "Only those of a person: the id, or the mail address.",
        ["assignee"] = "Only those that a person looks after, by the id, or none for those that nobody does.",
        ["filter"] = "Which ones.",
    };

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.RelativePath?.StartsWith(ApiGate.Root[1..], StringComparison.Ordinal) is true;
        options.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is not { } name ? null
            : (Nullable.GetUnderlyingType(type.Type) ?? type.Type) == typeof(ImportProblem) ? "ImportProblemKind" // the record of a row is called the same
            : name.Replace(Suffix, "", StringComparison.Ordinal);
        options.AddDocumentTransformer((document, context, _) =>
        {
            var links = context.ApplicationServices.GetRequiredService<SiteLinks>();
            document.Info = new OpenApiInfo { Title = links.SiteName + " API", Version = "1", Description = "What a page of the help desk does for requests, customers and invitations, a program does here, under the same rules." };
            document.Servers = [new OpenApiServer { Url = links.PublicUrl.AbsoluteUri.TrimEnd('/') }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = $"A token of one's own account, made under \"Your account\". Its scopes: {string.Join("; ", ApiScopes.All.Select(scope => $"{scope.NamesIn()[0]}: {ScopeWords.Of(scope, CultureInfo.InvariantCulture)}"))}." },
            };
            DocumentDetails.Complete(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiOperation>().FirstOrDefault() is { } offered)
            {
                Complete(operation, offered, context);
            }

            return Task.CompletedTask;
        });
    }

    private static void Complete(OpenApiOperation operation, ApiOperation offered, OpenApiOperationTransformerContext context)
    {
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [.. offered.Scope.NamesIn()] }];
        operation.Description = offered.Scope is ApiScope.None ? "Any token will do." : $"Needs the scope `{offered.Scope.NamesIn()[0]}`.";
        operation.Parameters ??= [];
        if (context.Description.HttpMethod == HttpMethods.Post)
        {
            operation.Parameters.Add(Header("Idempotency-Key", "1 to 255 printable characters. Sent again within 24 hours, what was done is answered the same (Idempotent-Replayed: true) and not done twice; with a body that differs in any byte it is refused (422), and while the first is under way, too (409).", isRequired: false, KeptAnswer.MostKeyCharacters));
        }

        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            parameter.Description ??= Told.GetValueOrDefault(parameter.Name ?? "");
        }

        foreach (var described in context.Description.ParameterDescriptions)
        {
            // The framework takes it for any text, because it is read from one.
            if (Chosen.NamesOfParameter(described.Type) is { } names && operation.Parameters.OfType<OpenApiParameter>().FirstOrDefault(parameter => parameter.Name == described.Name) is { } chosen)
            {
                chosen.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. names.Select(name => (JsonNode)JsonValue.Create(name))] };
                chosen.Schema = offered.Defaults.GetValueOrDefault(described.Name) is { } usual && chosen.Schema is OpenApiSchema schema ? WithDefault(schema, usual) : chosen.Schema;
            }
            else if (described.Type == typeof(Instant?) && operation.Parameters.OfType<OpenApiParameter>().FirstOrDefault(parameter => parameter.Name == described.Name) is { } instant)
            {
                instant.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" };
            }
        }

        foreach (var (name, value) in offered.ExampleQuery.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => (pair.Split('=')[0], pair.Split('=')[1])))
        {
            if (operation.Parameters.OfType<OpenApiParameter>().FirstOrDefault(parameter => parameter.Name == name) is { } shown)
            {
                shown.Example = int.TryParse(value, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : JsonValue.Create(value);
            }
        }

        if (offered.TakesVersion is { } must)
        {
            operation.Parameters.Add(Header("If-Match", "The ETag of the request as it was read, one or several, or * for whichever version there is. Compared strongly; if none matches, 412 is answered and nothing is done.", must, null));
        }

        if (operation.Responses?.ContainsKey("304") is true)
        {
            operation.Parameters.Add(Header("If-None-Match", "ETags of what the caller has, or *: if it is still that, 304 is answered without a body.", isRequired: false, null));
        }

        DocumentDetails.AddHeaders(operation, context.Description.HttpMethod!, context.Document!);
        if (operation.RequestBody?.Content is { } content && offered.Example is { } example)
        {
            foreach (var media in content.Values.OfType<OpenApiMediaType>())
            {
                media.Example = offered.FileType is null ? JsonNode.Parse(ExampleNames.Fill(example)) : JsonValue.Create(example);
            }
        }
    }

    private static OpenApiSchema WithDefault(OpenApiSchema schema, string usual)
    {
        schema.Default = JsonValue.Create(usual);
        return schema;
    }

    private static OpenApiParameter Header(string name, string description, bool isRequired, int? most) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Required = isRequired,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = most },
    };
}
