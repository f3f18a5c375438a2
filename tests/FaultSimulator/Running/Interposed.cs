using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FaultSimulator.Running;

/// <summary>What stands between the product and one of its own ports: it sees each call, and may change or leave it out.</summary>
internal class Interposed<T> : DispatchProxy
    where T : class
{
    private T inner = null!;
    private Func<MethodInfo, object?[], Func<object?>, object?> around = null!;

    /// <summary>Puts it before what is registered for the port.</summary>
    /// <param name="services">The registrations of one instance.</param>
    /// <param name="around">Gets the method, its arguments, which it may change, and the call itself; gives what the caller gets.</param>
    public static void In(IServiceCollection services, Func<MethodInfo, object?[], Func<object?>, object?> around)
    {
        var registered = services.Last(each => each.ServiceType == typeof(T));
        services.Replace(ServiceDescriptor.Singleton(provider =>
        {
            var proxy = Create<T, Interposed<T>>();
            var self = (Interposed<T>)(object)proxy;
            self.inner = (T)(registered.ImplementationInstance ?? registered.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!));
            self.around = around;
            return proxy;
        }));
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var arguments = args ?? [];
        return around(targetMethod!, arguments, () => Call(targetMethod!, arguments));
    }

    private object? Call(MethodInfo method, object?[] arguments)
    {
        try
        {
            return method.Invoke(inner, arguments);
        }
        catch (TargetInvocationException exception)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
    }
}
