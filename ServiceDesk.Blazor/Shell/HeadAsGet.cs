namespace ServiceDesk.Blazor.Shell;

/// <summary>Answers HEAD as GET is answered: the pages are made for GET alone, and the web server leaves the content out by itself.</summary>
internal static class HeadAsGet
{
    /// <summary>Has the request pass as GET.</summary>
    public static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }

        context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = HttpMethods.Head; // what is logged and measured is what was asked
        }
    }
}
