"""Every setting of the service and the build: one line each, read once at the door, unknown ones refused."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from cfit_graph.errors import SettingsError

PREFIX = "CFIT_"


class Settings(BaseSettings):
    """The settings; each is `CFIT_<NAME>` in the environment."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_prefix=PREFIX)

    releases: Annotated[Path, Field(description="Folder of the releases and of the pointer to the current one")] = Path(
        "releases"
    )
    host: Annotated[str, Field(description="Address the server listens on")] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535, description="Port the server listens on; 0 picks a free one")] = 8000
    query_seconds: Annotated[float, Field(gt=0, description="Seconds a query may run before it is stopped")] = 10.0
    query_memory: Annotated[int, Field(ge=256, description="Mebibytes of memory a query may use")] = 3072
    result_bytes: Annotated[int, Field(ge=1024, description="Bytes one answer may have")] = 33554432
    workers: Annotated[int, Field(ge=1, le=64, description="Processes that answer queries")] = 4
    cache_bytes: Annotated[int, Field(ge=0, description="Bytes of answers kept in memory")] = 67108864
    log_queries: Annotated[bool, Field(description="Whether the log holds the text of queries")] = False
    report_to: Annotated[
        str,
        Field(
            pattern="^(|mailto:[^?#\\s]+|https://[^?#\\s]+)$",
            description="Where readers report a fact that is wrong: mailto:… or the https://… of a new issue",
        ),
    ] = ""

    @property
    def query_bytes(self) -> int:
        """Bytes of SPARQL text accepted: no setting, because the engine was tried with stacks for this size."""
        return 65_536

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Self:
        """Return the settings found in `environ`; raise SettingsError for an unknown name or a bad value."""
        given = {name: value for name, value in environ.items() if name.startswith(PREFIX)}
        known = {f"{PREFIX}{name.upper()}" for name in cls.model_fields}
        if unknown := sorted(given.keys() - known):
            message = f"{unknown[0]} is not a setting; the settings are {', '.join(sorted(known))}"
            raise SettingsError(message)
        try:
            return cls.model_validate({name.removeprefix(PREFIX).lower(): value for name, value in given.items()})
        except ValidationError as error:
            first = error.errors()[0]
            message = f"{PREFIX}{str(first['loc'][0]).upper()}: {first['msg']}, found '{first['input']}'"
            raise SettingsError(message) from error
