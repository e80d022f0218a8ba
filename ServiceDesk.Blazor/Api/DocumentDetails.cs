using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Customers.Invitations;
using ServiceDesk.Domain.Requests;

namespace ServiceDesk.Blazor.Api;

/// <summary>What programs are told besides shapes: how much fits into a field, which headers come with an answer, and nothing that only the makers of the site can look up.</summary>
internal static partial class DocumentDetails
{
    private static readonly (string Name, string Says, bool IsNumber)[] Headers =
    [
        ("RateLimit-Policy", "How many calls may be made within how many seconds, such as \"token\";q=600;w=60. Left out where there is no limit, as are the others of this name.", false),
        ("RateLimit", "How many calls are left, and in how many seconds there is one more, such as \"token\";r=599;t=60.", false),
        ("RateLimit-Limit", "How many calls may be made.", true),
        ("RateLimit-Remaining", "How many calls are left.", true),
        ("RateLimit-Reset", "In how many seconds there is one more.", true),
        ("Retry-After", "In how many seconds it can be tried again.", true),
        ("WWW-Authenticate", "What the token lacks.", false),
        ("Location", "Where what was made is found.", false),
        ("ETag", "The version, for If-Match and If-None-Match; told to staff of the desk.", false),
        ("Idempotent-Replayed", "true, where this was answered before to the same Idempotency-Key.", false),
    ];

    private static readonly (string Schema, string Field, int? Least, int Most)[] Limits =
    [
        ("NewRequest", "summary", 1, Request.MostSummaryCharacters),
        ("NewRequest", "description", null, Request.MostTextCharacters),
        ("NewRequest", "attachmentIds", null, RequestOptions.HighestAttachmentsPerMessage),
        ("NewComment", "text", null, Request.MostTextCharacters),
        ("NewComment", "attachmentIds", null, RequestOptions.HighestAttachmentsPerMessage),
        ("Person", "name", null, Account.MostNameCharacters),
        ("NewCustomer", "name", null, Account.MostNameCharacters),
        ("NewCustomers", "people", 1, SilentCustomers.MostAtOnce),
        ("NewInvitations", "people", 1, TypedAddresses.Most),
        ("NewInvitations", "message", null, Invitation.MostMessageCharacters),
    ];

    /// <summary>Adds the headers to the answers of an operation.</summary>
    public static void AddHeaders(OpenApiOperation operation, string method, OpenApiDocument document)
    {
        foreach (var (status, answer) in operation.Responses!.Where(one => one.Value is OpenApiResponse).Select(one => (one.Key, (OpenApiResponse)one.Value)))
        {
            var content = answer.Content?.Values.Select(media => (media.Schema as OpenApiSchemaReference)?.Reference.Id).FirstOrDefault();
            IEnumerable<string> names =
            [
                "RateLimit-Policy", "RateLimit", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset",
                .. status is "409" or "429" or "503" ? ["Retry-After"] : Array.Empty<string>(),
                .. status is "401" or "403" ? ["WWW-Authenticate"] : Array.Empty<string>(),
                .. status is "201" or "202" ? ["Location"] : Array.Empty<string>(),
                .. content is "Request" || status is "304" ? ["ETag"] : Array.Empty<string>(),
                .. status[0] is '2' && method == HttpMethods.Post ? ["Idempotent-Replayed"] : Array.Empty<string>(),
            ];
            answer.Headers = names.ToDictionary(name => name, IOpenApiHeader (name) => new OpenApiHeaderReference(name, document), StringComparer.Ordinal);
        }
    }

    /// <summary>Completes the document once all of it is there.</summary>
    public static void Complete(OpenApiDocument document)
    {
        document.Components!.Headers = Headers.ToDictionary(
            one => one.Name,
            IOpenApiHeader (one) => new OpenApiHeader { Description = one.Says, Schema = new OpenApiSchema { Type = one.IsNumber ? JsonSchemaType.Integer : JsonSchemaType.String } },
            StringComparer.Ordinal);
        foreach (var (name, schema) in document.Components.Schemas!)
        {
            Tidy(schema);
            foreach (var (field, of) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            {
                Tidy(of);
                if (of is OpenApiSchema known && Array.Find(Limits, one => one.Schema == name && one.Field == field) is { Schema: not null } limit)
                {
                    Limit(known, limit.Least, limit.Most);
                }
            }
        }

        foreach (var parameter in document.Paths.SelectMany(path => path.Value.Operations!.Values).SelectMany(operation => operation.Parameters ?? []).OfType<OpenApiParameter>())
        {
            if (parameter is { Name: "limit", Schema: OpenApiSchema schema })
            {
                (schema.Minimum, schema.Maximum, schema.Default) = ("1", $"{ApiLists.Most}", JsonValue.Create(ApiLists.Usual));
            }
        }
    }

    /// <summary>A text without what stands in papers of the house.</summary>
    public static string? ForAll(string? text) => text is null ? null : Paper().Replace(text, "").Replace("rule book", "rules of the desk", StringComparison.Ordinal);

    private static void Limit(OpenApiSchema schema, int? least, int most)
    {
        if (schema.Type?.HasFlag(JsonSchemaType.Array) is true)
        {
            (schema.MinItems, schema.MaxItems) = (least, most);
        }
        else
        {
            (schema.MinLength, schema.MaxLength) = (least, most);
        }
    }

    private static void Tidy(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchema own)
        {
            own.Description = ForAll(own.Description);
            own.Type ??= own.Enum is { Count: > 0 } ? JsonSchemaType.String : null;
            foreach (var way in own.OneOf ?? [])
            {
                Tidy(way);
            }
        }
        else if (schema is OpenApiSchemaReference { Description: { } told } reference)
        {
            reference.Description = ForAll(told);
        }
    }

    [GeneratedRegex(@" \(design\.md[^)]*\)|: the rows of design\.md[^.]*\.\d", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Paper();
}
