using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Keeping;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.House;

public sealed class EveryRoomIsKeptTests(Stages stage)
{
    [Fact]
    public async Task What_can_be_swept_or_written_down_later_is_a_chore()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);

        var rooms = typeof(Chore).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.Name is "SweepAsync" or "BlankAsync" || (method.Name is "FlushAsync" && method.GetParameters().Length == 0))
            .Select(method => method.DeclaringType!.Name);

        Assert.Equal(rooms.Order(StringComparer.Ordinal), world.Services.GetServices<Chore>().Select(chore => chore.Room.Name).Order(StringComparer.Ordinal));
    }
}
