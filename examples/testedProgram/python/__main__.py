import pulumi

from strays import stop_strays

sweep = stop_strays(pulumi.Config().require("env"))

pulumi.export("stopped", sweep.cancelled)
