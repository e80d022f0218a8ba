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
    private readonly List<bool> _isInUse = [];
    private readonly Lazy<FileStream?> _file = new(() => Open(database));
    private bool _isRecalled;

    /// <summary>A place for a mail that is about to be handed over; dispose it once the database knows what came of it.</summary>
    public Place PlaceFor(Guid mailId)
    {
        lock (_lock)
        {
            var slot = _isInUse.IndexOf(false);
            if (slot < 0)
            {
                slot = _isInUse.Count;
                _isInUse.Add(true);
            }

            _isInUse[slot] = true;
            Write(slot, Guid.Empty); // so that all there is to do at the server's word was done once before, and is quick
            return new Place(this, slot, mailId);
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

    private void Forget(int slot)
    {
        lock (_lock)
        {
            Write(slot, Guid.Empty);
            _isInUse[slot] = false;
        }
    }

    private void Write(int slot, Guid mailId)
    {
        if (_file.Value is { } file)
        {
            RandomAccess.Write(file.SafeFileHandle, mailId.ToByteArray(), (long)slot * IdBytes);
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

    /// <summary>Where it is remembered of one mail that the mail server has taken it.</summary>
    public sealed class Place : IDisposable
    {
        private readonly HandedOver _all;
        private readonly int _slot;
        private readonly Guid _mailId;

        internal Place(HandedOver all, int slot, Guid mailId) => (_all, _slot, _mailId) = (all, slot, mailId);

        /// <summary>Whether the mail server has taken the mail.</summary>
        public bool IsTaken { get; private set; }

        /// <summary>Remembers it: to be called at the server's very word.</summary>
        public void Remember()
        {
            _all.Write(_slot, _mailId);
            IsTaken = true;
        }

        /// <summary>Forgets it: the database knows.</summary>
        public void Dispose() => _all.Forget(_slot);
    }
}
