using Microsoft.AspNetCore.Components;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Live;

/// <summary>
/// A component that shows what others can change: it reads, says what it showed, and is told when that changed. Each reading asks the
/// domain anew with the person's rights of that moment, so a push never shows what one may no longer see. It lets go when disposed.
/// </summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private LiveSubscription? _subscription;
    private HashSet<Topic> _watched = [];
    private Task? _loading;
    private bool _loadAgain;
    private int _asked;
    private bool _isGone;

    /// <summary>Where news come from.</summary>
    [Inject]
    protected LiveFeed Feed { get; set; } = null!;

    /// <summary>Who looks.</summary>
    [Inject]
    protected CurrentPerson Person { get; set; } = null!;

    [Inject]
    private ILogger<LiveComponent> Log { get; set; } = null!;

    [Inject]
    private RightsNow RightsKept { get; set; } = null!;

    /// <summary>Who looks, as the domain's operations want it.</summary>
    protected Actor Me => Person.By;

    /// <summary>Who may see what, as of the latest news.</summary>
    protected RightsSnapshot Rights => RightsKept.Current;

    /// <summary>What it shows; asked again after each reading.</summary>
    protected abstract IEnumerable<Topic> Topics { get; }

    /// <summary>Whether what the person asked for is still being read.</summary>
    protected bool IsReading { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads what is shown.</summary>
    protected abstract Task LoadAsync();

    /// <summary>Reads what the person asked for, such as another filter or more rows; <see cref="IsReading"/> while it takes.</summary>
    protected async Task ReadAsync(Func<Task> read)
    {
        IsReading = true;
        try
        {
            await read();
        }
        finally
        {
            IsReading = false;
        }
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        // Watched before read: a change in between is told, not missed.
        Watch();
        await LoadInTurnAsync();
    }

    /// <summary>
    /// Reads what is asked for while somebody types: one reading at a time, the newest of what was asked meanwhile after it, and what was
    /// overtaken is not shown.
    /// </summary>
    protected async Task ReadNewestAsync<T>(Func<Task<T>> read, Action<T> show)
    {
        _asked++;
        if (IsReading)
        {
            return;
        }

        await ReadAsync(async () =>
        {
            for (var answered = 0; answered != _asked;)
            {
                answered = _asked;
                var answer = await read();
                if (answered == _asked)
                {
                    show(answer);
                }
            }
        });
    }

    /// <summary>
    /// Reads what is shown again, after something the person did. One reading at a time: of two that overlap, the older could end last and
    /// leave what is no longer true. Whoever comes while one is under way gets another after it.
    /// </summary>
    protected Task LoadInTurnAsync()
    {
        _loadAgain = true;
        return _loading is { IsCompleted: false } running ? running : _loading = LoadUntilNewestAsync();
    }

    /// <summary>Lets go of the news.</summary>
    /// <param name="disposing">Whether it is disposed of, which it always is.</param>
    protected virtual void Dispose(bool disposing)
    {
        _isGone = true;
        _subscription?.Dispose();
    }

    private void Watch()
    {
        var topics = Topics.ToHashSet();
        if (_isGone || (_subscription is not null && topics.SetEquals(_watched)))
        {
            return;
        }

        _subscription?.Dispose();
        _watched = topics;
        _subscription = Feed.Watch(topics, () => InvokeAsync(ReloadAsync));
    }

    private async Task ReloadAsync()
    {
        if (_isGone)
        {
            return;
        }

        await LoadInTurnAsync();
        StateHasChanged();
    }

    private async Task LoadUntilNewestAsync()
    {
        while (_loadAgain && !_isGone)
        {
            _loadAgain = false;
            await LoadUnlessOutageAsync();
            Watch();
        }
    }

    // What is shown stays while the database does not answer; when it does again, the feed says that everything may have changed.
    private async Task LoadUnlessOutageAsync()
    {
        try
        {
            await LoadAsync();
        }
        catch (Exception e) when (Outage.IsMeantBy(e))
        {
            Log.LogWarning(e, "A page could not be brought up to date: the database does not answer.");
        }
    }
}
