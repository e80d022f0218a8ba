using Microsoft.Extensions.DependencyInjection;
using ServiceDesk.Domain;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;
using ServiceDesk.Tests.Access;

namespace ServiceDesk.Tests.House;

public sealed class EveryOperationHasItsRolesTests
{
    [Fact]
    public void Whatever_somebody_can_ask_the_domain_for_stands_in_the_table_of_roles()
    {
        var operations =
            from service in new ServiceCollection().AddServiceDesk(new DatabaseOptions(), dataFolder: "")
            let type = service.ImplementationType ?? service.ServiceType
            where type.Assembly == typeof(Actor).Assembly
            from method in type.GetMethods()
            where method.ReturnType.IsAssignableTo(typeof(Task)) && Array.Exists(method.GetParameters(), parameter => parameter.ParameterType == typeof(Actor))
            select $"{type.Name}.{method.Name}";

        Assert.Equal(operations.Distinct().Order(), WrittenRoles.All.Select(row => row.Operation).Distinct().Order());
    }
}
