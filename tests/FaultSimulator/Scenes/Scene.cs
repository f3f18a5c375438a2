using FaultSimulator.Running;

namespace FaultSimulator.Scenes;

/// <summary>One scene that is played in as many orders as there are seeds, on two instances, without other faults.</summary>
public sealed class Scene
{
    private Scene(string name, Func<Simulation, IEnumerable<string>> play) => (Name, Play) = (name, play);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Scene> All { get; } = [new("two-claims", TwoClaims.Play), new("teams-down", TeamsDown.Play)];

    /// <summary>Its name on the command line.</summary>
    public string Name { get; }

    /// <summary>Plays it, and gives what must not be, one sentence each.</summary>
    internal Func<Simulation, IEnumerable<string>> Play { get; }

    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static Scene Named(string name) =>
        All.FirstOrDefault(scene => scene.Name == name) ?? throw new ArgumentException($"There is no scene '{name}'. There are {string.Join(", ", All.Select(scene => scene.Name))}.", nameof(name));
}
