using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using RouteData = Microsoft.AspNetCore.Components.RouteData;

namespace ServiceDesk.Blazor.Shell;

/// <summary>
/// Leads the keyboard and the screen reader to the heading of a page that was just reached. Unlike the framework's own, it comes too late
/// rather than taking the keyboard from what the person has pressed or begun to type on the page meanwhile.
/// </summary>
public sealed class ArrivalFocus : ComponentBase
{
    private Type? _page;
    private bool _hasArrived;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    /// <summary>The page that is shown.</summary>
    [Parameter, EditorRequired]
    public RouteData RouteData { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _hasArrived |= _page != RouteData.PageType;
        _page = RouteData.PageType;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_hasArrived)
        {
            _hasArrived = false;
            try
            {
                await Browser.InvokeVoidAsync("serviceDeskArrival.focus", "h1");
            }
            catch (JSDisconnectedException)
            {
                // There is no keyboard left to lead.
            }
        }
    }
}
