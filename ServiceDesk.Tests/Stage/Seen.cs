using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Radzen;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Blazor.Shell;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Tests.Stage;

/// <summary>Components as one person sees them, on a world's real services, with the feed delivering its news. One at a time, because a feed has one pump; dispose of it before the world.</summary>
public sealed class Seen : IAsyncDisposable
{
    private readonly BunitContext _bunit = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _pump;

    private Seen(Story world, Actor who, Action<IServiceCollection>? services)
    {
        _bunit.JSInterop.Mode = JSRuntimeMode.Loose;
        _bunit.JSInterop.SetupVoid(KeepsAddress).SetVoidResult();
        _bunit.Services.AddLocalization();
        _bunit.Services.AddScoped<DialogService>();
        _bunit.Services.AddScoped<NotificationService>();
        _bunit.Services.AddScoped<Notice>();
        _bunit.Services.AddScoped(_ =>
        {
            var person = new CurrentPerson();
            person.Is(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, $"{who.AccountId}")], "test")));
            return person;
        });
        services?.Invoke(_bunit.Services);
        _bunit.Services.AddFallbackServiceProvider(world.Services);
        _pump = world.Get<LiveFeed>().PumpAsync(_end.Token);
    }

    /// <summary>What was said to the person after what they did, oldest first; read when the page's turn comes, for a notice is posted to be said after it is drawn.</summary>
    public IReadOnlyList<string> Notices => _bunit.Renderer.Dispatcher
        .InvokeAsync(() => _bunit.Services.GetRequiredService<NotificationService>().Messages.Select(message => message.Summary).ToList())
        .GetAwaiter().GetResult();

    /// <summary>The address of the page, below the site's.</summary>
    public string Address => Navigation.ToBaseRelativePath(Navigation.Uri);

    // As the browser's script does, which then tells where it is.
    private bool KeepsAddress(JSRuntimeInvocation invocation)
    {
        if (invocation.Identifier != "serviceDeskAddress.keep")
        {
            return false;
        }

        Navigation.NavigateTo((string)invocation.Arguments[0]!, new NavigationOptions { ReplaceHistoryEntry = true });
        return true;
    }

    private NavigationManager Navigation => _bunit.Services.GetRequiredService<NavigationManager>();

    /// <summary>Goes to an address by a link or Back.</summary>
    public Task GoAsync(string address) => _bunit.Renderer.Dispatcher.InvokeAsync(() => Navigation.NavigateTo(address));

    /// <summary>What the browser's scripts answer; nothing, unless a test says so.</summary>
    public BunitJSInterop Script => _bunit.JSInterop;

    /// <summary>Takes everything shown away; what failed on the way out is thrown.</summary>
    public async Task LeaveAsync()
    {
        await _bunit.DisposeComponentsAsync();
        if (_bunit.Renderer.UnhandledException is { IsCompleted: true } failed)
        {
            throw await failed;
        }
    }

    /// <summary>Opens a dialog as far as it is to be closed again: what it was closed with. Its component is shown by the test.</summary>
    public Task<object?> OpenDialog<T>()
        where T : ComponentBase => _bunit.Services.GetRequiredService<DialogService>().ShowAsync<T>("");

    /// <summary>Looks at a world as somebody.</summary>
    public static Seen By(Actor who, Story world, Action<IServiceCollection>? services = null) => new(world, who, services);

    /// <summary>Shows a component.</summary>
    public IRenderedComponent<T> Show<T>(params IEnumerable<(string Name, object? Value)> parameters)
        where T : IComponent => _bunit.Render<T>(builder =>
        {
            foreach (var (name, value) in parameters)
            {
                builder.TryAdd(name, value);
            }
        });

    public async ValueTask DisposeAsync()
    {
        await _bunit.DisposeAsync();
        await _end.CancelAsync();
        await _pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }
}

/// <summary>Finds what a person would look for.</summary>
public static class SeenElements
{
    /// <summary>The one control with this label; fails when there is none or another.</summary>
    public static IElement Labelled<T>(this IRenderedComponent<T> shown, string label)
        where T : IComponent
    {
        var name = Assert.Single(shown.FindAll("label"), element => element.TextContent.Trim() == label);
        return shown.Find($"[id='{name.GetAttribute("for")}']");
    }

    /// <summary>The one button of this name or text; fails when there is none or another.</summary>
    public static IElement Button<T>(this IRenderedComponent<T> shown, string name)
        where T : IComponent => Assert.Single(shown.FindAll("button"), button => (button.GetAttribute("aria-label") ?? button.TextContent).Trim() == name);

    /// <summary>The names of the buttons, in order.</summary>
    public static IReadOnlyList<string> Buttons<T>(this IRenderedComponent<T> shown)
        where T : IComponent => [.. shown.FindAll("button").Select(button => (button.GetAttribute("aria-label") ?? button.TextContent).Trim())];

    /// <summary>The text, runs of white space as one blank.</summary>
    public static string Text<T>(this IRenderedComponent<T> shown)
        where T : IComponent => string.Join(' ', shown.Nodes
            .SelectMany(node => node is IText text ? [text] : node.Descendants<IText>())
            .SelectMany(text => text.Data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
}
