using System.Text;
using System.Text.RegularExpressions;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Desks;
using ServiceDesk.Domain.Mail.Incoming;
using ServiceDesk.Tests.Mail.Incoming;
using ServiceDesk.Tests.Stage;

namespace ServiceDesk.Tests.Mail;

/// <summary>Two sites of ours, each with a mail server, whose desks write to each other.</summary>
public sealed class TwoHelpDesksTests(Stages stage) : IAsyncDisposable
{
    private const int FirstStep = 5;
    private readonly SmtpServer _hereServer = new();
    private readonly SmtpServer _thereServer = new();

    public async ValueTask DisposeAsync()
    {
        await _hereServer.DisposeAsync();
        await _thereServer.DisposeAsync();
    }

    [Fact]
    public async Task They_answer_each_other_once_because_answers_say_that_they_are_automatic()
    {
        Assert.Equal((1, 0), await AnswersAsync(mail => mail));
    }

    [Fact]
    public async Task Where_the_way_between_them_takes_every_mark_and_name_away_they_stop_after_the_ladders_first_step()
    {
        var (here, there) = await AnswersAsync(mail => Regex.Replace(mail, "(?mi)^(Subject|Auto-Submitted|X-Auto-Response-Suppress|Precedence|X-ServiceDesk-Loop|In-Reply-To|References|Message-ID|List-[A-Za-z-]+):.*\\r\\n([ \\t].*\\r\\n)*", ""));

        Assert.Equal((FirstStep, FirstStep), (here, there));
    }

    private async Task<(int Here, int There)> AnswersAsync(Func<string, string> way)
    {
        await using var here = await stage.WorldWithAsync(DatabaseProvider.Sqlite, _hereServer, mail => mail.From = "site@here.test");
        await using var there = await stage.WorldWithAsync(DatabaseProvider.Sqlite, _thereServer, mail => mail.From = "site@there.test");
        var (ours, theirs) = (await DeskAsync(here, "help@here.test"), await DeskAsync(there, "help@there.test"));

        await here.ComesAsync(ours, new Letter("help@there.test", To: "help@here.test", Text: "Ours is broken."));
        var (sent, answered) = (0, 0);
        for (var isQuiet = false; !isQuiet;)
        {
            var out1 = await CarryAsync(here, _hereServer, there, theirs, way);
            var out2 = await CarryAsync(there, _thereServer, here, ours, way);
            (sent, answered, isQuiet) = (sent + out1, answered + out2, out1 + out2 == 0);
            Assert.InRange(sent + answered, 0, 4 * FirstStep);
        }

        return (sent, answered);
    }

    private static async Task<Desk> DeskAsync(World world, string address) => await world.MailDeskAsync(CustomerAccess.EveryoneMaySignUp, channel => channel.Address = address);

    // Everything one of them has to send reaches the other.
    private static async Task<int> CarryAsync(World from, SmtpServer server, World to, Desk desk, Func<string, string> way)
    {
        var count = 0;
        while (await from.DeliverOneAsync())
        {
            var mail = await server.NextAsync();
            Assert.Contains("help@", mail.To, StringComparison.Ordinal);
            await to.StoreAsync(desk, Encoding.UTF8.GetBytes(way(mail.Raw)), new MailOrigin(MailSource.Gate, null, mail.From.Split('<', '>')[1], mail.To.Split('<', '>')[1]));
            await to.WorkAllAsync();
            to.Clock.Advance(TimeSpan.FromSeconds(5));
            from.Clock.Advance(TimeSpan.FromSeconds(5));
            count++;
        }

        return count;
    }
}
