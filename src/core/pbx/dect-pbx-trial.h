/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "pbx/dect-pbx-client.h"

G_BEGIN_DECLS

/**
 * DectPbxTrialStep:
 * @DECT_PBX_TRIAL_ADDRESS: the name leads to an address
 * @DECT_PBX_TRIAL_NETWORK: something listens there
 * @DECT_PBX_TRIAL_ENCRYPTION: TLS, and the certificate is trusted
 * @DECT_PBX_TRIAL_LOGIN: user and password are taken
 * @DECT_PBX_TRIAL_INTERFACE: what answers is the interface the profile describes
 * @DECT_PBX_TRIAL_CONTRACT: which version, features and limits it has
 * @DECT_PBX_TRIAL_N_STEPS: number of steps
 *
 * What must be right for a connection, in this order.
 */
typedef enum
{
  DECT_PBX_TRIAL_ADDRESS,
  DECT_PBX_TRIAL_NETWORK,
  DECT_PBX_TRIAL_ENCRYPTION,
  DECT_PBX_TRIAL_LOGIN,
  DECT_PBX_TRIAL_INTERFACE,
  DECT_PBX_TRIAL_CONTRACT,
  DECT_PBX_TRIAL_N_STEPS,
} DectPbxTrialStep;

/**
 * DectPbxTrialState:
 * @DECT_PBX_TRIAL_WAITING: not tried yet, or not possible after another step failed
 * @DECT_PBX_TRIAL_RUNNING: under way
 * @DECT_PBX_TRIAL_GOOD: it is right
 * @DECT_PBX_TRIAL_OPEN: it works, with something to know: plain http, say
 * @DECT_PBX_TRIAL_FAILED: it is wrong
 */
typedef enum
{
  DECT_PBX_TRIAL_WAITING,
  DECT_PBX_TRIAL_RUNNING,
  DECT_PBX_TRIAL_GOOD,
  DECT_PBX_TRIAL_OPEN,
  DECT_PBX_TRIAL_FAILED,
} DectPbxTrialState;

/**
 * DectPbxTrialReport:
 * @step: which step
 * @state: how it stands
 * @text: (nullable): what was found: "pbx.example is 10.1.2.3", or what is wrong
 * @advice: (nullable): of a failure: what an installer does about it
 *
 * Plain translated texts; never a secret.
 */
typedef struct
{
  DectPbxTrialStep step;
  DectPbxTrialState state;
  char *text;
  char *advice;
} DectPbxTrialReport;

void dect_pbx_trial_report_clear (DectPbxTrialReport *self);

/** dect_pbx_trial_step_title: Returns: "Address", "Network", "Encryption" ..., translated */
const char *dect_pbx_trial_step_title (DectPbxTrialStep step);

/** DectPbxTrialFunc: @report: (transfer none): a step that changed; called in the thread of the trial */
typedef void (*DectPbxTrialFunc) (const DectPbxTrialReport *report, gpointer user_data);

/**
 * dect_pbx_trial_run_sync:
 * @client: whose profile is tried
 * @func: told about every step
 * @func_data: for @func
 * @certificate: (out) (optional) (nullable): what the PBX showed; also where it is not trusted
 * @cancellable: (nullable): cancels at any moment
 * @error: return location, as dect_pbx_client_probe_finish(), dect_pbx_client_handshake_finish() and
 *   dect_pbx_client_directory_finish()
 *
 * Tries a connection step by step; nothing is changed at the PBX. The password is sent only after the certificate was found
 * good. A read-only profile has no handshake: there the lists it names are read. Blocks; any thread.
 *
 * Returns: (transfer full): what the PBX is; of a read-only profile its name alone
 */
DectPbxInfo *dect_pbx_trial_run_sync (DectPbxClient *client,
                                      DectPbxTrialFunc func,
                                      gpointer func_data,
                                      DectPbxCertificate **certificate,
                                      GCancellable *cancellable,
                                      GError **error);

/**
 * dect_pbx_trial_dup_advice:
 * @error: an error of a PBX operation
 * @profile: the profile it happened with
 *
 * Returns: (transfer full) (nullable): what an installer does about it; %NULL where the message says it all
 */
char *dect_pbx_trial_dup_advice (const GError *error, DectPbxProfile *profile);

G_END_DECLS
