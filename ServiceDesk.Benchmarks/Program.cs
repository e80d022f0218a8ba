using ServiceDesk.Benchmarks;
using ServiceDesk.Benchmarks.Stage;
using ServiceDesk.Domain.Data;

// One measurement a name; each starts the real site as a process of its own (or asks the domain, where it says so) and prints a table.
var measurements = new Dictionary<string, Func<Task>>(StringComparer.Ordinal)
{
    ["start"] = StartBenchmark.RunAsync,
    ["idle-memory"] = MemoryBenchmark.IdleAsync,
    ["circuit-memory"] = MemoryBenchmark.CircuitsAsync,
    ["anonymous-pages"] = PagesBenchmark.AnonymousAsync,
    ["portal-list"] = PagesBenchmark.PortalListAsync,
    ["queue-page"] = QueuePageBenchmark.RunAsync,
    ["sign-up"] = SignUpBenchmark.RunAsync,
    ["answers-alike"] = AnswersAlikeBenchmark.RunAsync,
    ["signup-switch"] = SignupSwitchBenchmark.RunAsync,
    ["requests"] = RequestsBenchmark.RunAsync,
    ["customer-list"] = CustomerListBenchmark.RunAsync,
    ["import"] = ImportBenchmark.RunAsync,
    ["invite"] = InviteBenchmark.RunAsync,
    ["collector-in"] = CollectorBenchmark.RunAsync,
    ["mail-out"] = MailOutBenchmark.RunAsync,
    ["mail-in"] = MailInBenchmark.RunAsync,
    ["mail-in-memory"] = MailInBenchmark.MemoryAsync,
    ["mail-in-growth"] = MailInBenchmark.GrowthAsync,
    ["api-list"] = ApiListBenchmark.RunAsync,
    ["user-directory"] = UserDirectoryBenchmark.RunAsync,
};

if (args is ["read-mail", .. var folder])
{
    return await ReadMailBenchmark.RunAsync(folder);
}

if (args is ["kill-mail", .. var plan])
{
    return await KillMailBenchmark.RunAsync(plan);
}

if (args is [var name, .. [] or [nameof(DatabaseProvider.Sqlite) or nameof(DatabaseProvider.Postgres)]] && measurements.TryGetValue(name, out var measure))
{
    BothDatabases.Only = args is [_, var database] ? Enum.Parse<DatabaseProvider>(database) : null;
    await measure();
    return 0;
}

await Console.Error.WriteLineAsync($"Usage: dotnet run -c Release --project ServiceDesk.Benchmarks -- NAME [Sqlite|Postgres], where NAME is one of: {string.Join(", ", measurements.Keys)}, or: read-mail FOLDER, or: kill-mail [KILLS LETTERS [DATABASE [gate|imap]]]");
return 2;
