"""What is taught and what is run are one computation."""

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is for teaching alone")


def test_the_graph_says_what_the_network_says() -> None:
    from index.models.e5 import session
    from training.support.encoded import encoded
    from training.support.export import export
    from training.support.net import Aligned
    from training.support.pairs import Pair

    torch.manual_seed(1)
    net = Aligned().eval()
    item = encoded(Pair("The ferry is late.", "L/1", "The ferry was late in May.", True, (), "own"))
    with torch.no_grad():
        tokens, taught, whole = net([item])
    inputs = {
        name: getattr(item, name).float().numpy()
        for name in ("claim", "proof", "same", "claim_flags", "proof_flags")
    }
    found_tokens, found = session(export(net.tensors())).run(None, inputs)
    assert found[0] == pytest.approx(float(whole[0]), abs=1e-3)
    assert found_tokens == pytest.approx(tokens[0][taught[0]].numpy(), abs=1e-3)
