using System.Net;
using System.Net.Sockets;

namespace ServiceDesk.Tests.Stage;

/// <summary>Stands between a client and a server on loopback, and cuts the line once the server has said so many bytes more.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _to;
    private readonly Task _accepting;
    private long _left = long.MaxValue;

    public CuttingProxy(int to)
    {
        _to = to;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From here on the server is heard for so many bytes.</summary>
    public void CutAfter(long bytes) => Interlocked.Exchange(ref _left, bytes);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The listener was closed.
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _to, _stop.Token);
                await await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream(), _stop.Token), HearAsync(server.GetStream(), client.GetStream()));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One of the two hung up, or the test is over.
            }
        }
    }

    private async Task HearAsync(NetworkStream server, NetworkStream client)
    {
        var buffer = new byte[4096];
        while (await server.ReadAsync(buffer, _stop.Token) is > 0 and var read)
        {
            var left = Interlocked.Read(ref _left);
            await client.WriteAsync(buffer.AsMemory(0, (int)Math.Min(read, left)), _stop.Token);
            if (read >= left)
            {
                return;
            }

            _ = left == long.MaxValue ? left : Interlocked.Add(ref _left, -read);
        }
    }
}
