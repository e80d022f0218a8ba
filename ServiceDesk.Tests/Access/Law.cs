namespace ServiceDesk.Tests.Access;

/// <summary>A sentence about many cases: where it applies, and what then holds.</summary>
internal static class Law
{
    /// <summary>Fails with the first case that breaks the law, and when there was no case to try it on.</summary>
    public static void Holds(IEnumerable<DoorCase> cases, Func<DoorCase, bool> where, Func<DoorCase, bool> then)
    {
        var tried = 0;

        foreach (var asked in cases.Where(where))
        {
            tried++;

            if (!then(asked))
            {
                Assert.Fail($"{asked}\nis answered {asked.Decision}");
            }
        }

        Assert.True(tried > 0, "The law spoke of no case at all.");
    }
}
