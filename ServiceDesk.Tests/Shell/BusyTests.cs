using ServiceDesk.Blazor.Ui;

namespace ServiceDesk.Tests.Shell;

public class BusyTests
{
    [Fact]
    public void What_failed_is_no_longer_under_way()
    {
        var told = new List<bool>();
        void Fail()
        {
            using var busy = new Busy(told.Add);
            throw new TimeoutException();
        }

        Assert.Throws<TimeoutException>(Fail);
        Assert.Equal([true, false], told);
    }
}
