// barred says what of this page bars somebody, as axe sees it: with whole, by every rule; without, only by those that
// speak about colours, in the theme that is on now. How letters look on their ground is asked once for every look
// and theme: nearly all letters of a page look as those of a page before it, and asking is most of what axe costs.
async (whole, theme) => {
	// A theme that was just asked for is not there before the next frame, although the media query says so already: until
	// then every colour is still that of the other theme, and nothing in the dark would ever be seen.
	const shown = async (theme) => {
		let probe = document.querySelector("#probe");
		if (!probe) {
			document.body.append(probe = Object.assign(document.createElement("span"), { id: "probe", hidden: true }));
			probe.style.setProperty("color", "light-dark(#010101, #020202)");
		}
		const frame = () => new Promise(requestAnimationFrame), wanted = theme === "dark" ? "rgb(2, 2, 2)" : "rgb(1, 1, 1)";
		for (let i = 0; await frame(), await frame(), getComputedStyle(probe).color !== wanted; i++) {
			if (i === 600) throw new Error(theme + " does not come on " + location);
		}
		const root = document.documentElement.style; // some of what only inherits its colour is coloured anew with all else alone
		root.setProperty("display", "none");
		document.body.getBoundingClientRect();
		root.removeProperty("display");
		await frame();
	};
	if (!document.querySelector("main")) throw new Error("no main on " + location);
	await shown(theme);
	const colours = ["color-contrast", "link-in-text-block"]; // every other rule looks past colours
	const kept = sessionStorage.getItem("looks-" + theme);
	const known = new Set(kept ? kept.split(" ") : []);
	const grounds = new Map(); // an element's ground, as the elements around it make it

	// ground says what lies behind what stands in an element, down to the first that nothing shines through. What was
	// moved out of its place may lie on anything: then who it is counts too, and not only what it looks like.
	const ground = (e) => {
		if (!e) return "";
		if (grounds.has(e)) return grounds.get(e);
		const css = getComputedStyle(e), moved = css.position !== "static" && css.position !== "relative" || e instanceof SVGElement;
		const own = [css.backgroundColor, css.backgroundImage, css.opacity, css.filter, css.mixBlendMode, moved && e.localName + e.getAttribute("class")].join();
		const closed = css.backgroundColor.startsWith("rgb(") && css.opacity === "1";
		const all = own + (closed ? "" : "<" + ground(e.parentElement));
		grounds.set(e, all);
		return all;
	};
	// look is all that the answer hangs on: large letters may be fainter, what is off may be faint, a link in a text must differ from it.
	const look = (e) => {
		const css = getComputedStyle(e), px = parseFloat(css.fontSize), around = getComputedStyle(e.parentElement);
		const said = [css.color, px >= 24 || px >= 18.66 && css.fontWeight >= 700, css.textShadow, !!e.closest(":disabled, [aria-disabled=true]"), !!e.control?.disabled,
			e.localName === "a" && [css.display, css.textDecorationLine, css.fontWeight, around.color, around.fontWeight], ground(e)].join(";");
		let a = 0x811c9dc5, b = 0x9e3779b9; // two sums of 32 bits: short enough to keep, and no two looks meet
		for (let i = 0; i < said.length; i++) {
			a = Math.imul(a ^ said.charCodeAt(i), 0x01000193);
			b = Math.imul(b ^ said.charCodeAt(i), 0x85ebca6b);
			b ^= b >>> 13;
		}
		return (a >>> 0).toString(36) + (b >>> 0).toString(36);
	};
	const says = (e) => e.matches("input, textarea, select") || [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim() !== "");
	const looks = new Map();
	for (const e of document.body.querySelectorAll("*")) {
		if (says(e) && e.checkVisibility({ visibilityProperty: true })) looks.set(e, look(e));
	}
	const strange = [...looks.keys()].filter((e) => !known.has(looks.get(e)));

	const found = [];
	const ask = async (context, options) => {
		const answer = await axe.run(context, { resultTypes: ["violations"], preload: { assets: ["media"] }, ...options });
		found.push(...answer.violations.map(({ id, help, nodes }) =>
			({ id, help, nodes: nodes.slice(0, 3).map(({ target, html, failureSummary }) => ({ target, html: html.slice(0, 200), failureSummary })) })));
		return answer;
	};
	if (whole) {
		const rules = Object.fromEntries(colours.map((id) => [id, { enabled: false }]));
		// target-size (WCAG 2.2, 2.5.8) is off by default.
		await ask(document, { rules: { ...rules, "target-size": { enabled: true } } });
	}
	if (strange.length > 0) {
		const answer = await ask({ include: strange }, { runOnly: colours, resultTypes: ["violations", "incomplete"], elementRef: true });
		const unsure = new Set(answer.incomplete.flatMap(({ nodes }) => nodes.map(({ element }) => element))); // asked again where it stands better
		for (const e of strange) if (!unsure.has(e)) known.add(looks.get(e));
		sessionStorage.setItem("looks-" + theme, [...known].join(" "));
	}
	return { found, strange: strange.length, looks: looks.size };
}
