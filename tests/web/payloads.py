"""A hundred texts that would run, if any page took one for markup.

Each sets `window.ran` when it does. They are made of what can start a script in a
browser and of the ways out of the places where a text can stand.
"""

from __future__ import annotations

RUNS = "window.ran=1"

STARTS = (
    f"<script>{RUNS}</script>",
    f"<ScRiPt >{RUNS}</sCrIpT>",
    f"<img src=x onerror={RUNS}>",
    f'<img src="x" ONERROR="{RUNS}">',
    f"<svg onload={RUNS}>",
    f"<svg><script>{RUNS}</script></svg>",
    f"<svg/onload={RUNS}//",
    f"<body onload={RUNS}>",
    f'<iframe srcdoc="<script>parent.{RUNS}</script>"></iframe>',
    f'<iframe src="javascript:parent.{RUNS}"></iframe>',
    f'<a href="javascript:{RUNS}" autofocus onfocus={RUNS}>klik</a>',
    f"<details open ontoggle={RUNS}>x</details>",
    f"<input autofocus onfocus={RUNS}>",
    f"<video><source onerror={RUNS}></video>",
    f"<math><mtext><img src=x onerror={RUNS}></mtext></math>",
    f"[klik](javascript:{RUNS})",
    f"![x](x){{onerror={RUNS}}}",
    f"[klik](data:text/html,<script>{RUNS}</script>)",
    f"<javascript:{RUNS}>",
    f"<style>@keyframes x{{}}</style><b style=animation:x onanimationend={RUNS}>",
)
WAYS_OUT = (
    "{0}",
    '"></textarea></code></p>{0}',
    "' autofocus onfocus='window.ran=1' x='{0}",
    "--></title></style></script></template>{0}",
    "```\n{0}\n```\n\n    {0}\n\n> {0}",
)
PAYLOADS = tuple(way.format(start) for way in WAYS_OUT for start in STARTS)
