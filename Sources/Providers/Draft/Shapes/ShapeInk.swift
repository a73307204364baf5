/// The colours that one figure is drawn in.
struct ShapeInk {
    let main: Tint
    let accent: Tint
    let dark: Tint
    let glow: Tint

    var shade: Tint { main.mixed(with: dark, 0.3) }
}
