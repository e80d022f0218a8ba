using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ServiceDesk.Domain.Mail.Wire;

/// <summary>
/// A connection to a mail server: lines and counted bytes, each awaited for a bounded time, no line longer than agreed. After any
/// exception, a cancellation too, it is of no more use. One caller at a time, but for <see cref="WriteAsync"/> beside <see cref="AwaitDataAsync"/>.
/// </summary>
public sealed class MailConnection : IAsyncDisposable
{
    private const int BufferBytes = 16 * 1024;

    private readonly MailServer _server;
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly int _mostLineBytes;
    private Stream _stream;
    private int _start;
    private int _end;

    private MailConnection(MailServer server, Socket socket, int mostLineBytes)
    {
        (_server, _socket, _mostLineBytes) = (server, socket, mostLineBytes);
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Whether what is said now is encrypted.</summary>
    public bool IsEncrypted { get; private set; }

    /// <summary>Whether the server is this very machine.</summary>
    public bool IsLocal => _socket.RemoteEndPoint is IPEndPoint { Address: var address } && IPAddress.IsLoopback(address);

    /// <summary>The address the server sees.</summary>
    public IPAddress OwnAddress => ((IPEndPoint)_socket.LocalEndPoint!).Address;

    /// <summary>Whether nothing was said unasked and nobody hung up.</summary>
    public bool IsQuiet => _start == _end && _socket.Connected && !_socket.Poll(TimeSpan.Zero, SelectMode.SelectRead);

    /// <summary>Connects, and encrypts at once where the server is spoken to so.</summary>
    public static async Task<MailConnection> ConnectAsync(MailServer server, int mostLineBytes, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var connection = await ConnectAsync(server, socket, mostLineBytes, cancel);
        if (server.Security is WireSecurity.Tls)
        {
            await connection.EncryptAsync(cancel);
        }

        return connection;
    }

    /// <summary>Encrypts from here on. What was said before counts no more, and what was said too early ends it (RFC 3207, 4.2 and 6; RFC 3501, 6.2.1).</summary>
    public async Task EncryptAsync(CancellationToken cancel)
    {
        if (_start != _end)
        {
            await DisposeAsync();
            throw new WireException(WireFault.NotUnderstood, $"{_server.Host} went on in clear after agreeing to encrypt.");
        }

        try
        {
            _stream = await InTimeAsync(time => Encryption.BeginAsync(_stream, _server, time), cancel);
            IsEncrypted = true;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>The next line, without its end.</summary>
    public async Task<string> ReadLineAsync(CancellationToken cancel) =>
        TakeLine() ?? await InTimeAsync(ReadLongLineAsync, cancel);

    /// <summary>Hands so many bytes on, without ever holding them all; the time allowed is for each piece of them.</summary>
    public async Task CopyAsync(long bytes, Stream to, CancellationToken cancel)
    {
        while (bytes > 0)
        {
            if (_start == _end)
            {
                await InTimeAsync(FillAsync, cancel);
            }

            var piece = (int)Math.Min(bytes, _end - _start);
            await to.WriteAsync(_buffer.AsMemory(_start, piece), cancel);
            (_start, bytes) = (_start + piece, bytes - piece);
        }
    }

    /// <summary>Waits, as long as it takes, until the server says something. It may be long in coming: cancelling it ends the connection.</summary>
    public Task AwaitDataAsync(CancellationToken cancel) => _start == _end ? WordedAsync(FillAsync, cancel) : Task.CompletedTask;

    /// <summary>Sends bytes as they are.</summary>
    public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel) => InTimeAsync(async time =>
    {
        await _stream.WriteAsync(bytes, time);
        return true;
    }, cancel);

    /// <summary>Sends a line. Throws <see cref="ArgumentException"/> when it is more than one.</summary>
    public Task WriteLineAsync(string line, CancellationToken cancel) =>
        line.AsSpan().ContainsAny('\r', '\n', '\0')
            ? throw new ArgumentException("A command is one line.", nameof(line))
            : WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _socket.Dispose(); // not by way of the encryption, which would still say good-bye to somebody who may not listen
        return ValueTask.CompletedTask;
    }

    private static async Task<MailConnection> ConnectAsync(MailServer server, Socket socket, int mostLineBytes, CancellationToken cancel)
    {
        using var time = new CancellationTokenSource(server.Timeout, server.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancel);
        try
        {
            await (server.OnlyPublic
                ? socket.ConnectAsync(await PublicAddresses.OfAsync(server.Host, either.Token), server.Port, either.Token)
                : socket.ConnectAsync(server.Host, server.Port, either.Token));
            // A server that vanished without a word is noticed within minutes, also while nothing is said.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 120);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 30);
            return new MailConnection(server, socket, mostLineBytes);
        }
        catch (Exception e)
        {
            socket.Dispose();
            throw e switch
            {
                SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } =>
                    new WireException(WireFault.HostUnknown, $"{server.Host}: {e.Message}", e),
                SocketException => new WireException(WireFault.Unreachable, $"{server.Host}:{server.Port}: {e.Message}", e),
                OperationCanceledException when !cancel.IsCancellationRequested => TooLate(server, e),
                _ => e,
            };
        }
    }

    private string? TakeLine()
    {
        var unread = _buffer.AsSpan(_start, _end - _start);
        var length = unread.IndexOf((byte)'\n');
        if (length < 0 || length > _mostLineBytes)
        {
            return null;
        }

        _start += length + 1;
        return Text(unread[..length]);
    }

    private async Task<string> ReadLongLineAsync(CancellationToken time)
    {
        using var line = new MemoryStream();
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            var piece = length < 0 ? _end - _start : length;
            if (line.Length + piece > _mostLineBytes)
            {
                throw new WireException(WireFault.NotUnderstood, $"{_server.Host} sent a line of more than {_mostLineBytes} bytes.");
            }

            line.Write(_buffer, _start, piece);
            if (length >= 0)
            {
                _start += length + 1;
                return Text(line.GetBuffer().AsSpan(0, (int)line.Length));
            }

            await FillAsync(time);
        }
    }

    private static string Text(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line.EndsWith("\r"u8) ? line[..^1] : line);

    private async Task<int> FillAsync(CancellationToken cancel)
    {
        _start = _end = 0;
        _end = await _stream.ReadAsync(_buffer, cancel);
        return _end > 0 ? _end : throw new EndOfStreamException($"{_server.Host} hung up.");
    }

    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> act, CancellationToken cancel)
    {
        using var time = new CancellationTokenSource(_server.Timeout, _server.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancel);
        try
        {
            return await WordedAsync(act, either.Token);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw TooLate(_server, e);
        }
    }

    private async Task<T> WordedAsync<T>(Func<CancellationToken, Task<T>> act, CancellationToken cancel)
    {
        try
        {
            return await act(cancel);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException and not WireException)
        {
            throw new WireException(WireFault.ConnectionLost, e is EndOfStreamException ? e.Message : $"{_server.Host} hung up: {e.Message}", e);
        }
    }

    private static WireException TooLate(MailServer server, Exception e) =>
        new(WireFault.NoAnswerInTime, $"{server.Host}:{server.Port} did not answer within {server.Timeout.TotalSeconds:0} seconds.", e);
}
