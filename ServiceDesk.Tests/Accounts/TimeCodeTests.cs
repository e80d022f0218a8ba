using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Tests.Accounts;

public sealed class TimeCodeTests
{
    // The key of RFC 6238, appendix B: "12345678901234567890".
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1_111_111_109, "081804")]
    [InlineData(1_111_111_111, "050471")]
    [InlineData(1_234_567_890, "005924")]
    [InlineData(2_000_000_000, "279037")]
    [InlineData(20_000_000_000, "353130")]
    public void The_codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, TimeCode.Of(Key, TimeCode.StepOf(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void One_step_either_side_is_taken(int steps, bool isTaken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);
        var step = TimeCode.StepOf(now) + steps;

        Assert.Equal(isTaken ? step : null, TimeCode.StepOf(TimeCode.Of(Key, step), Key, now, after: 0));
        Assert.Null(TimeCode.StepOf(TimeCode.Of(Key, step), Key, now, after: step));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("８８８８８８")]
    public void What_is_no_code_is_not_right(string? typed) =>
        Assert.Null(TimeCode.StepOf(typed, Key, DateTimeOffset.UnixEpoch.AddDays(1), after: 0));

    [Fact]
    public void New_keys_are_keys_and_differ()
    {
        Assert.True(TimeCode.IsKey(TimeCode.NewKey()));
        Assert.NotEqual(TimeCode.NewKey(), TimeCode.NewKey());
        Assert.False(TimeCode.IsKey(TimeCode.NewKey().ToLowerInvariant()));
    }

    [Fact]
    public void The_link_names_site_and_person() => Assert.Equal(
        $"otpauth://totp/desk.test%3A5001:karl%2Bx%40acme.test?secret={Key}&issuer=desk.test%3A5001&digits=6",
        TimeCode.LinkOf(Key, "karl+x@acme.test", "desk.test:5001"));
}
