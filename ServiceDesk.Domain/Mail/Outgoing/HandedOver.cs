using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Domain.Mail.Outgoing;

/// <summary>
/// Remembers in a small file beside SQLite's own which mails the mail server has taken, until the database knows: there one writer waits for
/// another, and a site that is killed meanwhile would send such a mail once more. What survives is the death of the process, not of the machine.
/// </summary>
public sealed class HandedOver(DeskDatabase database, DeskWork work, TimeProvider clock) : IDisposable
{
    private const int IdBytes = 16;

    private readonly SemaphoreSlim _oneRecalls = new(1, 1);
    private readonly Lock _lock = new();
    private readonly List<Guid> _slots = [];
    private readonly Lazy<FileStream?> _file = new(() => Open(database));
    private bool _isRecalled;

    /// <summary>Remembers a mail.</summary>
    public void Remember(Guid mailId)
    {
        lock (_lock)
        {
            var slot = _slots.IndexOf(Guid.Empty);
            if (slot < 0)
            {
                slot = _slots.Count;
                _slots.Add(mailId);
            }

            _slots[slot] = mailId;
            Write(slot);
        }
    }

    /// <summary>Forgets a mail: the database knows.</summary>
    public void Forget(Guid mailId)
    {
        lock (_lock)
        {
            var slot = _slots.IndexOf(mailId);
            _slots[slot] = Guid.Empty;
            Write(slot);
        }
    }

    /// <summary>Tells the database, once, what the process before this one remembered when it died. False when it could not be told: then nothing may be sent yet.</summary>
    public async Task<bool> RecallAsync()
    {
        await _oneRecalls.WaitAsync();
        try
        {
            return _isRecalled = _isRecalled || await TellAsync();
        }
        finally
        {
            _oneRecalls.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _oneRecalls.Dispose();
        if (_file.IsValueCreated)
        {
            _file.Value?.Dispose();
        }
    }

    private async Task<bool> TellAsync()
    {
        var ids = Kept();
        if (ids.Count == 0)
        {
            return true;
        }

        var now = clock.Now();
        var told = await work.WriteAheadAsync(db => db.Outbox.Where(mail => ids.Contains(mail.Id) && mail.DeliveredAt == null).NoteDeliveredAsync(now), [Live.Topic.Outbox]);
        if (told.IsDone)
        {
            _file.Value!.SetLength(0);
        }

        return told.IsDone;
    }

    private List<Guid> Kept()
    {
        var ids = new List<Guid>();
        if (_file.Value is { } file)
        {
            var id = new byte[IdBytes];
            for (var at = 0L; RandomAccess.Read(file.SafeFileHandle, id, at) == IdBytes; at += IdBytes)
            {
                ids.Add(new Guid(id));
            }
        }

        return ids.FindAll(id => id != Guid.Empty);
    }

    private void Write(int slot)
    {
        if (_file.Value is { } file)
        {
            RandomAccess.Write(file.SafeFileHandle, _slots[slot].ToByteArray(), (long)slot * IdBytes);
        }
    }

    // Null on PostgreSQL, whose writers do not wait for each other, and for a database without a file.
    private static FileStream? Open(DeskDatabase database)
    {
        using var db = database.Open();
        return db is SqliteDeskDb && new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource is { Length: > 0 } path && File.Exists(path)
            ? new FileStream($"{path}-handed", new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, BufferSize = 0, Options = FileOptions.DeleteOnClose })
            : null;
    }
}
