using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ServiceDesk.Blazor.Live;

/// <summary>
/// A live list whose filters stand in the address of its page, so that Back, a reload and a link sent to somebody show the same again. What
/// is typed is the truth: the address follows it, in the same step of the history, and is read only where it was changed otherwise.
/// </summary>
public abstract class FilteredComponent : LiveComponent
{
    private const string DayFormat = "yyyy-MM-dd";

    // Written and not yet come back from the browser, which may take a while: meanwhile more is typed.
    private readonly List<string> _written = [];
    private string? _address;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    /// <summary>Each filter by its name in the address; null or empty where it leaves everything.</summary>
    protected abstract IReadOnlyDictionary<string, string?> Filters { get; }

    /// <summary>Takes over the filters the address names; those it does not name leave everything.</summary>
    protected abstract void TakeFilters();

    /// <summary>Lets the address name the filters as they are now; to be called at once, before what they leave is read.</summary>
    protected async Task KeepFiltersAsync()
    {
        var address = Navigation.GetUriWithQueryParameters(Filters.ToDictionary(filter => filter.Key, filter => (object?)(filter.Value is "" ? null : filter.Value)));
        if (address != (_written.Count > 0 ? _written[^1] : Navigation.Uri))
        {
            _written.Add(address);
            try
            {
                // The browser changes it only while it shows this page: whoever has followed a link meanwhile is not fetched back.
                await Browser.InvokeVoidAsync("serviceDeskAddress.keep", address);
            }
            catch (JSDisconnectedException)
            {
                // The page is gone, and its address with it.
                _written.Clear();
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        // One change of the address is told several times over, and nothing else changes what such a list reads.
        if (Navigation.Uri == _address)
        {
            return;
        }

        _address = Navigation.Uri;
        if (_written.IndexOf(_address) is >= 0 and var own)
        {
            _written.RemoveRange(0, own + 1);
            return;
        }

        _written.Clear();
        TakeFilters();
        await base.OnParametersSetAsync();
    }

    /// <summary>The value of this name; null where there is none.</summary>
    protected static T? ValueOf<T>(string? name)
        where T : struct, Enum => Enum.TryParse<T>(name, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;

    /// <summary>A day as a date field and the address write it; null for none.</summary>
    protected static DateOnly? DayOf(string? written) =>
        DateOnly.TryParseExact(written, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A day for a date field and the address; null for none.</summary>
    protected static string? Written(DateOnly? day) => day?.ToString(DayFormat, CultureInfo.InvariantCulture);

    /// <summary>When a day begins where the reader is.</summary>
    protected DateTimeOffset? BeginningOf(DateOnly? day)
    {
        if (day is not { } date)
        {
            return null;
        }

        var midnight = date.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, (Person.Zone ?? TimeZoneInfo.Utc).GetUtcOffset(midnight)).ToUniversalTime();
    }
}
