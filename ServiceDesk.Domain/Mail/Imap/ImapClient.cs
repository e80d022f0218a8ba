using ServiceDesk.Domain.Mail.Wire;

namespace ServiceDesk.Domain.Mail.Imap;

/// <summary>
/// Reads a mailbox by IMAP (RFC 3501). One caller at a time. What the server refuses and what goes wrong is a <see cref="WireException"/>
/// with its own words; after one that is no refusal, and after a cancellation, the client is of no more use.
/// </summary>
public sealed class ImapClient : IAsyncDisposable
{
    private const int MostLineBytes = 4 * 1024 * 1024; // a search may answer with every message there is
    private static readonly TimeSpan AtGoodBye = TimeSpan.FromSeconds(2);

    private readonly ImapSettings _settings;
    private readonly MailConnection _connection;
    private readonly ImapConversation _says;
    private readonly ImapLogin _login;
    private readonly ImapArrivals _arrivals = new();
    private readonly ImapMoving _moving;

    private ImapClient(ImapSettings settings, MailConnection connection)
    {
        (_settings, _connection) = (settings, connection);
        _says = new ImapConversation(connection) { Unasked = Note };
        _login = new ImapLogin(connection, _says);
        _moving = new ImapMoving(_says, _login);
    }

    /// <summary>Connects, encrypts and logs in.</summary>
    public static async Task<ImapClient> ConnectAsync(ImapSettings settings, CancellationToken cancel)
    {
        var client = new ImapClient(settings, await MailConnection.ConnectAsync(settings.Server, MostLineBytes, cancel));
        try
        {
            await client._login.BeginAsync(settings, cancel);
            return client;
        }
        catch
        {
            await client._connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the server tells of new messages by itself.</summary>
    public bool CanListen => _login.Offers("IDLE");

    /// <summary>Opens a folder, in place of the one open before.</summary>
    public Task<ImapFolder> SelectAsync(string folder, CancellationToken cancel) => OpenAsync("SELECT", folder, cancel);

    /// <summary>Opens a folder to look at it alone, in place of the one open before: not even what is new about its messages is taken note of.</summary>
    public Task<ImapFolder> ExamineAsync(string folder, CancellationToken cancel) => OpenAsync("EXAMINE", folder, cancel);

    /// <summary>The UIDs from this one on, ascending, of what is not marked as deleted; at most so many.</summary>
    public async Task<IReadOnlyList<uint>> SearchSinceAsync(uint uid, int most, CancellationToken cancel)
    {
        _arrivals.Take();
        var found = new ImapUids(uid, most);
        var how = _login.Offers("ESEARCH") ? "RETURN (ALL) " : ""; // RFC 4731: ranges instead of every number
        (await _says.AskAsync(new ImapCommand("UID").And($"SEARCH {how}UID {uid}:* NOT DELETED"), cancel, found.Take)).OrThrow();
        return found.All;
    }

    /// <summary>What the server knows of a message; null when it is gone.</summary>
    public async Task<ImapMessage?> DescribeAsync(uint uid, CancellationToken cancel)
    {
        ImapMessage? message = null;
        (await _says.AskAsync(new ImapCommand("UID").And($"FETCH {uid} (UID RFC822.SIZE INTERNALDATE FLAGS)"), cancel, told => message = ImapFetched.Of(told) is { } of && of.Uid == uid ? of : message)).OrThrow();
        return message;
    }

    /// <summary>
    /// Writes a message out, without marking it as read and without ever holding it whole; how many bytes it had, null when it is gone. One of
    /// more than <paramref name="most"/> bytes is not taken, and ends the client: ask for its size before.
    /// </summary>
    public Task<long?> FetchAsync(uint uid, Stream to, long most, CancellationToken cancel) => FetchAsync(uid, "BODY.PEEK[]", new ImapBody(to, most), cancel);

    /// <summary>Writes the beginning of a message out, as far as asked; how many bytes that were, null when it is gone.</summary>
    public Task<long?> FetchBeginningAsync(uint uid, Stream to, int bytes, CancellationToken cancel) => FetchAsync(uid, $"BODY.PEEK[]<0.{bytes}>", new ImapBody(to, bytes, ImapBody.Beginning), cancel);

    /// <summary>Moves a message to a folder, which is made where it is missing. Without MOVE it is copied and marked as deleted; a message that is gone is no fault.</summary>
    public Task MoveAsync(uint uid, string folder, CancellationToken cancel) => _moving.MoveAsync(uid, folder, cancel);

    /// <summary>Sets a flag, such as \Seen, on a message; one that is gone is no fault.</summary>
    public Task FlagAsync(uint uid, string flag, CancellationToken cancel) => _moving.FlagAsync(uid, flag, cancel);

    /// <summary>Makes a folder where it is missing.</summary>
    public Task EnsureFolderAsync(string folder, CancellationToken cancel) => _moving.EnsureFolderAsync(folder, cancel);

    /// <summary>The names of all folders that hold messages.</summary>
    public Task<IReadOnlyList<string>> FoldersAsync(CancellationToken cancel) => _moving.FoldersAsync(cancel);

    /// <summary>Listens until messages have come since the last search, or so long. Where the server cannot tell by itself, it is asked now and then.</summary>
    public async Task<ImapNews> ListenAsync(TimeSpan atMost, CancellationToken cancel)
    {
        try
        {
            return await new ImapListening(_settings, _connection, _says, _arrivals).ListenAsync(CanListen, atMost, cancel);
        }
        catch (OperationCanceledException)
        {
            _says.End();
            throw;
        }
    }

    /// <summary>Shows the server that somebody is there, and hears what is new.</summary>
    public async Task AskForNewsAsync(CancellationToken cancel) => (await _says.AskAsync(new ImapCommand("NOOP"), cancel)).OrThrow();

    /// <summary>Says good-bye and waits for the answer.</summary>
    public async Task LeaveAsync(CancellationToken cancel)
    {
        _says.IsLeaving = true;
        await _says.AskAsync(new ImapCommand("LOGOUT"), cancel);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_says.IsOver && !_says.IsLeaving)
        {
            using var time = new CancellationTokenSource(AtGoodBye);
            try
            {
                await LeaveAsync(time.Token);
            }
            catch (Exception e) when (e is WireException or OperationCanceledException)
            {
                // Gone already: nothing is owed to it.
            }
        }

        await _connection.DisposeAsync();
    }

    private async Task<ImapFolder> OpenAsync(string verb, string folder, CancellationToken cancel)
    {
        var (validity, next, modSeq) = ((ulong?)null, (ulong?)null, (ulong?)null);
        _arrivals.Begin();
        var command = new ImapCommand(verb).Folder(folder);
        var reply = await _says.AskAsync(_login.Offers("CONDSTORE") ? command.And("(CONDSTORE)") : command, cancel, told =>
        {
            validity ??= told.NumberIn("UIDVALIDITY");
            next ??= told.NumberIn("UIDNEXT");
            modSeq ??= told.NumberIn("HIGHESTMODSEQ");
        });
        var isReadOnly = reply.OrThrow().Code.Equals("READ-ONLY", StringComparison.OrdinalIgnoreCase);
        return validity is > 0 and <= uint.MaxValue
            ? new ImapFolder(folder, (uint)validity, next is > 0 and <= uint.MaxValue ? (uint)next : null, _arrivals.Exists, modSeq, isReadOnly)
            : throw new WireException(WireFault.NotUnderstood, $"The server tells no UIDVALIDITY of {folder}, so its messages cannot be told apart.");
    }

    private async Task<long?> FetchAsync(uint uid, string what, ImapBody body, CancellationToken cancel)
    {
        long? bytes = null;
        (await _says.AskAsync(new ImapCommand("UID").And($"FETCH {uid} (UID {what})"), cancel, told => bytes = ImapFetched.BytesOf(told, uid, body.Name) ?? bytes, body)).OrThrow();
        return bytes;
    }

    private void Note(ImapResponse response)
    {
        _login.Note(response);
        _arrivals.Note(response);
    }
}
