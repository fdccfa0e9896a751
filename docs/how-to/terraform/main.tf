# Installs the chart on a cluster; docs/how-to/install-with-terraform.md.
terraform {
  required_version = ">= 1.6"
  required_providers {
    helm = {
      source  = "hashicorp/helm"
      version = "~> 3.0"
    }
  }
}

variable "kubeconfig" {
  description = "The file that says where the cluster is, and as whom to go there."
  type        = string
}

variable "namespace" {
  description = "Where it is installed. The Secrets named below are there."
  type        = string
  default     = "firstlight"
}

variable "values_file" {
  description = "Values of the chart that are this installation's own."
  type        = string
  default     = "../../../helm/examples/watched.yaml"
}

variable "image" {
  description = "The image, without its tag."
  type        = string
}

variable "image_tag" {
  description = "Its tag."
  type        = string

  validation {
    condition     = var.image_tag != "latest"
    error_message = "Name a version: nobody could say what runs."
  }
}

variable "public_url" {
  description = "Where people and applications reach it."
  type        = string

  validation {
    condition     = startswith(var.public_url, "https://")
    error_message = "This begins with https://."
  }
}

variable "database_url" {
  description = "The address of PostgreSQL, without user: postgresql://host:5432/firstlight."
  type        = string
}

variable "database_secret" {
  description = "A Secret with the keys username and password."
  type        = string
  default     = "firstlight-database"
}

variable "settings_secret" {
  description = "A Secret with settings, FIRSTLIGHT_SECRETS_KEY among them."
  type        = string
  default     = "firstlight-settings"
}

provider "helm" {
  kubernetes = {
    config_path = pathexpand(var.kubeconfig)
  }
}

resource "helm_release" "firstlight" {
  name             = "firstlight"
  namespace        = var.namespace
  create_namespace = true
  chart            = "${path.module}/../../../helm"

  # All nodes are ready before it counts as done; otherwise everything is as it was.
  wait    = true
  atomic  = true
  timeout = 600

  values = [
    file(var.values_file),
    yamlencode({
      publicUrl = var.public_url
      image     = { repository = var.image, tag = var.image_tag }
      database  = { url = var.database_url, secret = var.database_secret }
      secrets   = { existing = var.settings_secret }
    }),
  ]
}

output "version" {
  description = "What runs."
  value       = helm_release.firstlight.metadata.app_version
}
