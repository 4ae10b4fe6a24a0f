"""A valid graph in, an immutable release folder out: `write` makes one, `current` and `verify` read it.

    <to>/<id>/          id = day of creation and first six hex digits of the content hash
      manifest.json     what this release is, counts and hashes
      store/            Oxigraph database, opened read-only
      dumps/            the graph as files, with SHA256SUMS
      dataset.ttl       DCAT-AP 3 and VoID description
      queries.ttl       the published questions
      report.ttl .json .html    the check that let it pass
    <to>/current        relative symbolic link to the release that is served

The same sources give the same bytes in every file but those of `store/`, whose engine numbers and dates its own files,
and but for the line `previous` of `manifest.json`, which tells what was served in this folder before.
"""

from cfit_graph.release.content import Content
from cfit_graph.release.disk import aside
from cfit_graph.release.opened import current, verify
from cfit_graph.release.part import by_subject as part_file
from cfit_graph.release.part import size as parts_size
from cfit_graph.release.part import write_plain as write_part
from cfit_graph.release.published import quads as question_quads
from cfit_graph.release.writing import write

__all__ = ["Content", "aside", "current", "part_file", "parts_size", "question_quads", "verify", "write", "write_part"]
