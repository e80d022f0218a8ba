using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Blazor.Guards;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Stage;
using static ServiceDesk.Tests.Guards.GuardStory;

namespace ServiceDesk.Tests.Guards;

public sealed class AnsweringCaptchasTests(Stages stage)
{
    private const string Form = "signup";

    [Fact]
    public async Task While_it_is_off_nothing_is_asked()
    {
        await using var world = await stage.WorldAsync(DatabaseProvider.Sqlite, KnowTheWord);

        Assert.True((await world.Get<Captcha>().CheckAsync(Form, null)).IsDone);
    }

    [Theory]
    [InlineData("leapt")]
    [InlineData(" L E a p T ")]
    public async Task Capital_letters_and_blanks_do_not_matter(string typed)
    {
        await using var world = await OnAsync();

        Assert.True((await CheckAsync(world, Ask(world), typed)).IsDone);
    }

    [Theory]
    [InlineData(null, typeof(CaptchaIsWanted))]
    [InlineData("  ", typeof(CaptchaIsWanted))]
    [InlineData("LEAP", typeof(CaptchaIsWrong))]
    [InlineData("LEAPTX", typeof(CaptchaIsWrong))]
    [InlineData("ſteap", typeof(CaptchaIsWrong))]
    public async Task Another_word_is_refused(string? typed, Type expected)
    {
        await using var world = await OnAsync();

        Assert.IsType(expected, (await CheckAsync(world, Ask(world), typed)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task An_answer_used_twice_counts_once(DatabaseProvider database)
    {
        await using var world = await OnAsync(database);
        var (word, work) = (Ask(world), Ask(world));

        Assert.True((await CheckAsync(world, word, Word)).IsDone);
        Assert.True((await CheckAsync(world, work, proof: Prove(work))).IsDone);

        Assert.IsType<CaptchaIsOver>((await CheckAsync(world, word, Word)).Refusal);
        Assert.IsType<CaptchaIsOver>((await CheckAsync(world, work, Word)).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task An_answer_sent_many_times_at_once_counts_once(DatabaseProvider database)
    {
        await using var world = await OnAsync(database);
        var challenge = Ask(world);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CheckAsync(world, challenge, Word)));

        Assert.Single(outcomes, outcome => outcome.IsDone);
    }

    [Fact]
    public async Task A_wrong_answer_is_the_only_one()
    {
        await using var world = await OnAsync();
        var challenge = Ask(world);

        Assert.IsType<CaptchaIsWrong>((await CheckAsync(world, challenge, "WRONG")).Refusal);

        Assert.IsType<CaptchaIsOver>((await CheckAsync(world, challenge, Word)).Refusal);
        Assert.Equal(0, await world.ReadAsync(db => db.UsedChallenges.CountAsync()));
    }

    [Fact]
    public async Task An_answer_on_another_form_is_none_and_stays_good_for_its_own()
    {
        await using var world = await OnAsync();
        var challenge = Ask(world);

        Assert.IsType<CaptchaIsOver>((await world.Get<Captcha>().CheckAsync("login", new(challenge.Token, Word, null))).Refusal);
        Assert.True((await CheckAsync(world, challenge, Word)).IsDone);
    }

    [Fact]
    public async Task An_answer_after_ten_minutes_is_none_and_at_the_last_moment_is_one()
    {
        await using var world = await OnAsync();
        var (one, other) = (Ask(world), Ask(world));
        world.Clock.Advance(Captcha.Lifetime - TimeSpan.FromMilliseconds(1));
        Assert.True((await CheckAsync(world, one, Word)).IsDone);

        world.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.IsType<CaptchaIsOver>((await CheckAsync(world, other, Word)).Refusal);

        await world.Get<Captcha>().SweepAsync();
        Assert.Equal(0, await world.ReadAsync(db => db.UsedChallenges.CountAsync()));
        Assert.IsType<CaptchaIsOver>((await CheckAsync(world, one, Word)).Refusal);
    }

    [Fact]
    public async Task Work_that_was_done_for_nothing_or_for_another_challenge_is_wrong()
    {
        await using var world = await OnAsync();
        var (one, other) = (Ask(world), Ask(world));
        var foreign = Enumerable.Range(0, int.MaxValue).Select(_ => Ask(world)).First(challenge => Prove(challenge) != Prove(one));

        Assert.IsType<CaptchaIsWrong>((await CheckAsync(world, other, proof: Prove(other, isRight: false))).Refusal);
        Assert.IsType<CaptchaIsWrong>((await CheckAsync(world, one, proof: Prove(foreign))).Refusal);
        foreach (var number in (string[])["-1", "1e3", "²", new string('0', 5_000), "0x1"])
        {
            Assert.IsType<CaptchaIsWrong>((await CheckAsync(world, Ask(world), proof: number)).Refusal);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("made up")]
    [InlineData("CfDJ8made_up")]
    public async Task A_challenge_that_this_site_never_asked_is_none(string? token)
    {
        await using var world = await OnAsync();

        Assert.IsType<CaptchaIsOver>((await world.Get<Captcha>().CheckAsync(Form, new(token, Word, null))).Refusal);
    }

    [Theory, OnBothDatabases]
    public async Task What_one_node_asked_is_answered_at_another_and_once_on_both(DatabaseProvider database)
    {
        var seal = new ChallengeSeal(new EphemeralDataProtectionProvider());
        var options = await stage.Databases.CreateAsync(database);
        void Share(IServiceCollection services)
        {
            KnowTheWord(services);
            services.AddSingleton<IChallengeSeal>(seal);
        }

        await using var one = new World(options, Share);
        await using var other = new World(options, Share);
        await one.SetUpAsync();
        await one.TurnCaptchaOnAsync();
        var challenge = Ask(one);

        Assert.True((await CheckAsync(other, challenge, Word)).IsDone);
        Assert.IsType<CaptchaIsOver>((await CheckAsync(one, challenge, Word)).Refusal);
    }

    [Fact]
    public void Words_and_pictures_come_by_chance_and_have_only_letters_that_are_drawn()
    {
        var words = Enumerable.Range(0, 200).Select(_ => new RandomWords().Next()).ToList();

        Assert.InRange(words.Distinct().Count(), 195, 200);
        Assert.All(words, word => Assert.Equal(5, word.Count(LetterShapes.Letters.Contains)));
        Assert.DoesNotContain(LetterShapes.Letters, "IJOQGFSUV".Contains);
        Assert.NotEqual(WordPicture.Draw(Word, new Random(1)), WordPicture.Draw(Word, new Random(2)));
    }

    [Fact]
    public void No_letter_of_a_picture_touches_another()
    {
        for (var chance = 0; chance < 500; chance++)
        {
            var letters = WordPicture.Lay(new RandomWords().Next(), new Random(chance));

            Assert.Equal(5, letters.Count);
            Assert.All(letters.Zip(letters.Skip(1)), pair =>
                Assert.InRange(pair.Second.Min(stroke => stroke.Min(point => point.X)) - pair.First.Max(stroke => stroke.Max(point => point.X)), 5, 20));
            Assert.InRange(letters[0].Min(stroke => stroke.Min(point => point.X)), 15, 130);
            Assert.InRange(letters[^1].Max(stroke => stroke.Max(point => point.X)), 130, WordPicture.Width - 15);
        }
    }

    private static Challenge Ask(World world) => world.Get<Captcha>().Ask(Form, GuardSettings.LeastBits);

    private static Task<Outcome<Done>> CheckAsync(World world, Challenge challenge, string? word = null, string? proof = null) =>
        world.Get<Captcha>().CheckAsync(Form, new(challenge.Token, word, proof));

    private async Task<World> OnAsync(DatabaseProvider database = DatabaseProvider.Sqlite)
    {
        var world = await stage.WorldAsync(database, KnowTheWord);
        await world.TurnCaptchaOnAsync();
        return world;
    }
}
