using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Access;

/// <summary>Asks for every operation of the domain in every role, and compares with the written table.</summary>
public sealed class WhoMayDoWhatTests(Stages stage)
{
    public static TheoryData<DatabaseProvider, string> EveryRole() =>
        new(from database in new[] { DatabaseProvider.Sqlite, DatabaseProvider.Postgres } from role in Enum.GetValues<Role>() where role is not Role.Nobody select (database, $"{role}"));

    [Theory, MemberData(nameof(EveryRole))]
    public async Task Each_role_may_what_is_written_and_what_it_may_not_see_does_not_exist(DatabaseProvider database, string name)
    {
        var role = Enum.Parse<Role>(name);
        await using var world = await stage.WorldAsync(database, services => services.AddSingleton<IPasswordHasher<Account>>(new CountingHasher()));
        var (scene, person) = await RoleScene.SetAsync(world, role);
        var different = new List<string>();
        foreach (var row in WrittenRoles.All)
        {
            var refusal = await row.Ask(scene, person);

            // How often is another question than whether.
            world.Clock.Advance(TimeSpan.FromMinutes(5));
            if (!IsAsWritten(row, role, refusal))
            {
                different.Add($"{row.Operation}: {refusal?.ToString() ?? "done"}");
            }
        }

        Assert.Empty(different);
    }

    private static bool IsAsWritten(WrittenRole row, Role role, Refusal? refusal) =>
        row.May.HasFlag(role) ? refusal is null
        : row.Sees.HasFlag(role) ? refusal is not (null or NotFound)
        : refusal?.GetType() == row.Otherwise;
}
