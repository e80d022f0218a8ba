namespace ServiceDesk.Blazor.Ui;

/// <summary>What somebody asked for is under way until this is disposed of, however that ends: no button waits for ever for what failed.</summary>
public sealed class Busy : IDisposable
{
    private readonly Action<bool> _tell;

    /// <summary>It begins.</summary>
    /// <param name="tell">Is told that it has begun, and that it has ended.</param>
    public Busy(Action<bool> tell)
    {
        _tell = tell;
        tell(true);
    }

    /// <inheritdoc/>
    public void Dispose() => _tell(false);
}
