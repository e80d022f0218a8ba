using System.Text.Json;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Api;

/// <summary>Does what is posted under an Idempotency-Key once, and answers it the same again: status, headers and body.</summary>
internal static class RepeatedPosts
{
    private const string Header = "Idempotency-Key";
    private static readonly string[] KeptHeaders = ["Content-Type", "Content-Language", "Location", "ETag"];

    /// <summary>Lets a call pass to its operation, or answers it as before; why not, or null.</summary>
    public static async Task<Refusal?> PassAsync(ApiCall call, ApiOperation operation, RequestDelegate next)
    {
        var context = call.Context;
        if (!HttpMethods.IsPost(context.Request.Method) || context.Request.Headers[Header] is not { Count: > 0 } keys)
        {
            await next(context);
            return null;
        }

        if (keys.Count > 1)
        {
            return new NotAnIdempotencyKey(KeptAnswer.MostKeyCharacters);
        }

        var answers = context.RequestServices.GetRequiredService<KeptAnswers>();
        var (account, key) = (call.Caller.AccountId, keys.ToString());
        var begun = await answers.BeginAsync(account, key, await ApiBodies.HashAsync(context));
        if (begun.Refusal is { } no)
        {
            return no;
        }

        if (begun.Done.Before is { } before)
        {
            await AnswerAgainAsync(context, before);
            return null;
        }

        call.Effect = begun.Done.EffectId;
        await DoAsync(call, operation, next, answers, account, key);
        return null;
    }

    private static async Task DoAsync(ApiCall call, ApiOperation operation, RequestDelegate next, KeptAnswers answers, Guid account, string key)
    {
        var response = call.Context.Response;
        var own = response.Body;
        using var written = new MemoryStream();
        response.Body = written;
        var isKept = false;
        try
        {
            await next(call.Context);
            if (response.StatusCode >= StatusCodes.Status400BadRequest && written.Length == 0)
            {
                await ApiProblems.WriteAsync(call.Context, ApiProblems.Of(response.StatusCode, operation));
            }

            // What was refused was not done: mended, it can be sent under the same key.
            isKept = response.StatusCode is >= StatusCodes.Status200OK and < StatusCodes.Status300MultipleChoices;
        }
        finally
        {
            response.Body = own;
            if (!isKept)
            {
                await answers.ForgetAsync(account, key);
            }
        }

        var body = written.ToArray();
        if (isKept)
        {
            var headers = KeptHeaders.Where(name => response.Headers.ContainsKey(name)).ToDictionary(name => name, name => response.Headers[name].ToString(), StringComparer.Ordinal);
            await answers.KeepAsync(account, key, response.StatusCode, JsonSerializer.Serialize(headers), body);
        }

        await WriteAsync(call.Context, body);
    }

    private static async Task AnswerAgainAsync(HttpContext context, KeptAnswer before)
    {
        context.Response.StatusCode = before.Status!.Value;
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(before.Headers)!)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.Headers["Idempotent-Replayed"] = "true";
        await WriteAsync(context, before.Body);
    }

    // Not even nothing is written where no body may be.
    private static Task WriteAsync(HttpContext context, byte[] body) => body.Length == 0 ? Task.CompletedTask : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
}
