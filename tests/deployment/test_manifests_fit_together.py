"""deploy/kubernetes is compared with the compose file, and its parts with each other."""

from typing import Any

import pytest
import yaml

from tests.deployment.conftest import ROOT

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))["services"]
LIST = yaml.safe_load((ROOT / "deploy" / "kubernetes" / "ronghe.yaml").read_text("utf-8"))
KINDS = {
    "ConfigMap": "v1",
    "PersistentVolumeClaim": "v1",
    "Service": "v1",
    "Job": "batch/v1",
    "Deployment": "apps/v1",
    "PodDisruptionBudget": "policy/v1",
    "Ingress": "networking.k8s.io/v1",
}
ITEMS = {(one["kind"], one["metadata"]["name"]): one for one in LIST["items"]}
PODS = {name: one["spec"] for (kind, name), one in ITEMS.items() if kind in ("Deployment", "Job")}
PROCESSES = ["web", "worker", "deliver", "sweep", "migrate"]


def _container(name: str) -> dict[str, Any]:
    (found,) = PODS[name]["template"]["spec"]["containers"]
    return found


def test_each_kind_has_its_version_and_each_name_stands_once():
    assert (LIST["apiVersion"], LIST["kind"]) == ("v1", "List")
    assert len(ITEMS) == len(LIST["items"])
    assert {one["kind"]: one["apiVersion"] for one in LIST["items"]} == KINDS


@pytest.mark.parametrize("name", PROCESSES)
def test_a_process_runs_the_command_of_the_compose_file(name):
    assert set(PODS) == set(PROCESSES)
    assert _container(name)["command"] == COMPOSE[name]["command"]
    assert PODS[name].get("replicas", 1) == COMPOSE[name].get("deploy", {}).get("replicas", 1)


@pytest.mark.parametrize("name", PROCESSES)
def test_a_process_has_no_rights_and_writes_where_it_must(name):
    pod, container = PODS[name]["template"]["spec"], _container(name)
    assert pod["securityContext"]["runAsNonRoot"]
    assert not pod["automountServiceAccountToken"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert {one["name"] for one in container["volumeMounts"]} == {
        one["name"] for one in pod["volumes"]
    }
    assert container["resources"]["requests"]
    assert container["resources"]["limits"]["memory"]


@pytest.mark.parametrize("name", [name for name in PROCESSES if name != "migrate"])
def test_a_deployment_finds_its_own_pods(name):
    assert PODS[name]["selector"]["matchLabels"] == PODS[name]["template"]["metadata"]["labels"]


def test_what_is_set_for_all_is_what_the_compose_file_sets():
    data = ITEMS["ConfigMap", "ronghe"]["data"]
    given = COMPOSE["web"]["environment"]
    assert data == {name: given[name] for name in data}


def test_the_way_from_outside_ends_at_the_web_processes():
    service = ITEMS["Service", "web"]["spec"]
    assert service["selector"] == PODS["web"]["selector"]["matchLabels"]
    ports = {one["name"]: one["containerPort"] for one in _container("web")["ports"]}
    assert {one["targetPort"] for one in service["ports"]} == set(ports)
    ingress = ITEMS["Ingress", "ronghe"]
    (rule,) = ingress["spec"]["rules"]
    (path,) = rule["http"]["paths"]
    assert path["backend"]["service"]["name"] == "web"
    annotations = ingress["metadata"]["annotations"]
    body = COMPOSE["proxy"]["environment"]["BODY_SIZE"]
    assert annotations["nginx.ingress.kubernetes.io/proxy-body-size"] == body


def test_the_probes_ask_what_exists():
    from django.urls import resolve

    container = _container("web")
    for probe in ("livenessProbe", "readinessProbe", "startupProbe"):
        assert resolve(container[probe]["httpGet"]["path"])
