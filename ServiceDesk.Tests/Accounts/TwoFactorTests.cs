using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Accounts.AccountStory;

namespace ServiceDesk.Tests.Accounts;

public sealed class TwoFactorTests(Stages stage)
{
    private readonly string _key = TimeCode.NewKey();

    [Theory, OnBothDatabases]
    public async Task Turning_it_on_needs_a_code_ends_sessions_and_is_told(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await world.PersonWithPasswordAsync("karl@acme.test");
        var stamp = (await world.AccountAsync(karl)).SecurityStamp;

        Assert.IsType<WrongPassword>((await world.Get<TwoFactor>().EnableAsync(Better, _key, CodeAt(world), by: karl)).Refusal);
        Assert.IsType<WrongCode>((await world.Get<TwoFactor>().EnableAsync(Good, _key, "000000", by: karl)).Refusal);
        Assert.IsType<WrongCode>((await world.Get<TwoFactor>().EnableAsync(Good, "not a key", CodeAt(world), by: karl)).Refusal);
        var codes = (await world.Get<TwoFactor>().EnableAsync(Good, _key, CodeAt(world), by: karl)).Done;

        Assert.Equal(10, codes.Distinct().Count());
        Assert.Equal(new TwoFactorState(IsOn: true, RecoveryCodesLeft: 10), (await world.Get<TwoFactor>().StateAsync(by: karl)).Done);
        Assert.NotEqual(stamp, (await world.AccountAsync(karl)).SecurityStamp);
        Assert.Equal([MailKind.TwoFactorTurnedOn], await world.MailsToAsync("karl@acme.test"));
        Assert.Equal([Changes.TwoFactorChanged], await world.AuditOfAsync(karl.AccountId!.Value));
        Assert.IsType<TwoFactorIsOn>((await world.Get<TwoFactor>().EnableAsync(Good, TimeCode.NewKey(), CodeAt(world), by: karl)).Refusal);
        Assert.True((await world.Get<LogIns>().CheckAsync("karl@acme.test", Good, by: Stranger)).Done.NeedsCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_code_counts_once(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var id = (await KarlAsync(world)).AccountId!.Value;
        var twoFactor = world.Get<TwoFactor>();

        Assert.IsType<WrongCode>((await twoFactor.CheckCodeAsync(id, CodeAt(world))).Refusal);
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        var code = CodeAt(world);
        var both = await Task.WhenAll(twoFactor.CheckCodeAsync(id, code), twoFactor.CheckCodeAsync(id, code));

        Assert.Single(both, outcome => outcome.IsDone);
        world.Clock.Advance(TimeSpan.FromSeconds(120));
        Assert.IsType<WrongCode>((await twoFactor.CheckCodeAsync(id, code)).Refusal);
        Assert.True((await twoFactor.CheckCodeAsync(id, $" {CodeAt(world)[..3]} {CodeAt(world)[3..]} ")).IsDone);
    }

    [Theory, OnBothDatabases]
    public async Task A_recovery_code_counts_once_and_is_kept_as_a_hash(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await KarlAsync(world);
        var codes = (await world.Get<TwoFactor>().RenewRecoveryCodesAsync(Good, by: karl)).Done;
        var kept = string.Join('\n', await world.ReadAsync(db => db.UserTokens.Select(token => token.Value).ToListAsync()));

        Assert.All(codes, code => Assert.DoesNotContain(code.Replace("-", "", StringComparison.Ordinal), kept, StringComparison.OrdinalIgnoreCase));
        Assert.True((await world.Get<TwoFactor>().UseRecoveryCodeAsync(karl.AccountId!.Value, codes[3].ToLowerInvariant())).IsDone);
        Assert.IsType<WrongCode>((await world.Get<TwoFactor>().UseRecoveryCodeAsync(karl.AccountId.Value, codes[3])).Refusal);
        Assert.IsType<WrongCode>((await world.Get<TwoFactor>().UseRecoveryCodeAsync(karl.AccountId.Value, "")).Refusal);
        Assert.Equal(9, (await world.Get<TwoFactor>().StateAsync(by: karl)).Done.RecoveryCodesLeft);
    }

    [Theory, OnBothDatabases]
    public async Task Turning_it_off_and_new_codes_need_the_password(DatabaseProvider database)
    {
        await using var world = await stage.WorldAsync(database);
        var karl = await KarlAsync(world);
        var twoFactor = world.Get<TwoFactor>();

        Assert.IsType<WrongPassword>((await twoFactor.DisableAsync(Better, by: karl)).Refusal);
        Assert.IsType<WrongPassword>((await twoFactor.RenewRecoveryCodesAsync(Better, by: karl)).Refusal);
        Assert.True((await twoFactor.DisableAsync(Good, by: karl)).IsDone);

        Assert.Equal(new TwoFactorState(IsOn: false, RecoveryCodesLeft: 0), (await twoFactor.StateAsync(by: karl)).Done);
        Assert.False((await world.Get<LogIns>().CheckAsync("karl@acme.test", Good, by: Stranger)).Done.NeedsCode);
        Assert.IsType<TwoFactorIsOff>((await twoFactor.RenewRecoveryCodesAsync(Good, by: karl)).Refusal);
        Assert.Contains(MailKind.TwoFactorTurnedOff, await world.MailsToAsync("karl@acme.test"));
        Assert.Empty(await world.ReadAsync(db => db.UserTokens.Where(token => token.Value != null).ToListAsync()));
    }

    [Fact]
    public async Task Guessing_codes_is_slowed_down_from_wherever()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var id = (await KarlAsync(world)).AccountId!.Value;
        world.Clock.Advance(TimeSpan.FromSeconds(30));

        for (var tries = 0; tries < 5; tries++)
        {
            Assert.IsType<WrongCode>((await world.Get<TwoFactor>().CheckCodeAsync(id, "no")).Refusal);
        }

        Assert.IsType<TooManyTries>((await world.Get<TwoFactor>().CheckCodeAsync(id, CodeAt(world))).Refusal);
        Assert.IsType<TooManyTries>((await world.Get<TwoFactor>().UseRecoveryCodeAsync(id, "no")).Refusal);
    }

    [Fact]
    public async Task Who_was_deactivated_between_password_and_code_is_refused()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite);
        var karl = await KarlAsync(world);
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        await world.ChangeAccountAsync(karl, account => account.DeactivatedAt = world.Now);

        Assert.IsType<NotFound>((await world.Get<TwoFactor>().CheckCodeAsync(karl.AccountId!.Value, CodeAt(world))).Refusal);
    }

    private string CodeAt(World world) => TimeCode.Of(_key, TimeCode.StepOf(world.Now));

    private async Task<Actor> KarlAsync(World world)
    {
        var karl = await world.PersonWithPasswordAsync("karl@acme.test");
        Assert.True((await world.Get<TwoFactor>().EnableAsync(Good, _key, CodeAt(world), by: karl)).IsDone);
        return karl;
    }
}
