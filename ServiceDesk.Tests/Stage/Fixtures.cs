using ServiceDesk.Tests.Stage;

// Made once for the whole run, handed to every test class that asks for them in its constructor, let go at its end.
// They start at their first use only.
[assembly: AssemblyFixture(typeof(Browser))]
[assembly: AssemblyFixture(typeof(SharedDovecot))]
[assembly: AssemblyFixture(typeof(PostgresCluster))]
[assembly: AssemblyFixture(typeof(Stages))]
