/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DECT_PBX_ERROR:
 *
 * What goes wrong between the planner and the PBX; codes are #DectPbxError. Every message is one
 * translated sentence for an installer and never holds a secret.
 */
#define DECT_PBX_ERROR (dect_pbx_error_quark ())
GQuark dect_pbx_error_quark (void);

/**
 * DectPbxError:
 * @DECT_PBX_ERROR_MALFORMED: JSON that is none, is nested too deeply, or has another shape than the
 * contract
 * @DECT_PBX_ERROR_TOO_LARGE: more bytes or records than we take
 * @DECT_PBX_ERROR_NOT_EXPRESSIBLE: a base station or handset without the identity the PBX knows it
 * by
 * @DECT_PBX_ERROR_NO_MASTER: no base station is the master, so the PBX has no name for the gateway
 * @DECT_PBX_ERROR_INVALID: the document breaks the contract's invariants (before sending), or the
 * PBX says so (422)
 * @DECT_PBX_ERROR_PROFILE: a connection profile cannot be read or is not allowed
 * @DECT_PBX_ERROR_NOT_SUPPORTED: the profile or the PBX cannot do what was asked
 * @DECT_PBX_ERROR_UNREACHABLE: no connection: name unknown, refused, no route, cut before anything
 * was sent
 * @DECT_PBX_ERROR_TIMEOUT: no answer within the profile's time
 * @DECT_PBX_ERROR_TLS: certificate or protocol version not accepted
 * @DECT_PBX_ERROR_NOT_API: an answer, but not from the API: HTML, wrong type, login page
 * @DECT_PBX_ERROR_REDIRECT: sent elsewhere, where we do not go
 * @DECT_PBX_ERROR_TRUNCATED: the answer ended too early
 * @DECT_PBX_ERROR_REJECTED: 400 and other refusals of the request as such (405, 406, 411, 413, 415)
 * @DECT_PBX_ERROR_UNAUTHORIZED: 401
 * @DECT_PBX_ERROR_FORBIDDEN: 403
 * @DECT_PBX_ERROR_NOT_FOUND: 404 `unknown_gateway`: the gateway or object is not there
 * @DECT_PBX_ERROR_NO_MODULE: 404 `unknown_module` or without a code: this PBX has no DECT interface
 * @DECT_PBX_ERROR_IN_USE: 409 `mac_in_use`, `ipei_in_use`, `ip_in_use`
 * @DECT_PBX_ERROR_IDEMPOTENCY: 409 `idempotency_mismatch`
 * @DECT_PBX_ERROR_NOT_COMMITTED: 409 `not_committed`: an apply is pending
 * @DECT_PBX_ERROR_CONFLICT: 412, or found after an ambiguous failure: somebody else changed the
 * gateway
 * @DECT_PBX_ERROR_PRECONDITION: 428: the request lacked its precondition
 * @DECT_PBX_ERROR_LOCKED: 423 `job_running`
 * @DECT_PBX_ERROR_BUSY: 429 or 503, still after the allowed waits
 * @DECT_PBX_ERROR_SERVER: 500, 502, 504, still after the allowed tries
 * @DECT_PBX_ERROR_UNCERTAIN: the answer to a commit was lost and the PBX could not be asked again
 * @DECT_PBX_ERROR_PARTIAL: a push record by record stopped in the middle
 * @DECT_PBX_ERROR_UNGUARDED: this PBX cannot notice a change by somebody else, and the person has
 * not said that this push may go on all the same
 * @DECT_PBX_ERROR_JOB_FAILED: the PBX could not take the changes into service
 * @DECT_PBX_ERROR_EXPORT: a downloaded import file that must not be given to an OMM
 */
typedef enum
{
  DECT_PBX_ERROR_MALFORMED,
  DECT_PBX_ERROR_TOO_LARGE,
  DECT_PBX_ERROR_NOT_EXPRESSIBLE,
  DECT_PBX_ERROR_NO_MASTER,
  DECT_PBX_ERROR_INVALID,
  DECT_PBX_ERROR_PROFILE,
  DECT_PBX_ERROR_NOT_SUPPORTED,
  DECT_PBX_ERROR_UNREACHABLE,
  DECT_PBX_ERROR_TIMEOUT,
  DECT_PBX_ERROR_TLS,
  DECT_PBX_ERROR_NOT_API,
  DECT_PBX_ERROR_REDIRECT,
  DECT_PBX_ERROR_TRUNCATED,
  DECT_PBX_ERROR_REJECTED,
  DECT_PBX_ERROR_UNAUTHORIZED,
  DECT_PBX_ERROR_FORBIDDEN,
  DECT_PBX_ERROR_NOT_FOUND,
  DECT_PBX_ERROR_NO_MODULE,
  DECT_PBX_ERROR_IN_USE,
  DECT_PBX_ERROR_IDEMPOTENCY,
  DECT_PBX_ERROR_NOT_COMMITTED,
  DECT_PBX_ERROR_CONFLICT,
  DECT_PBX_ERROR_PRECONDITION,
  DECT_PBX_ERROR_LOCKED,
  DECT_PBX_ERROR_BUSY,
  DECT_PBX_ERROR_SERVER,
  DECT_PBX_ERROR_UNCERTAIN,
  DECT_PBX_ERROR_EXPORT,
  DECT_PBX_ERROR_PARTIAL,
  DECT_PBX_ERROR_UNGUARDED,
  DECT_PBX_ERROR_JOB_FAILED,
} DectPbxError;

/** dect_pbx_error_set_place: @error: (nullable): of this domain; @place: "http/base_url"; @reason: what is wrong there, one
 * sentence part. Says which key of a profile it is about. */
void dect_pbx_error_set_place (GError *error, const char *place, const char *reason);

/** dect_pbx_error_get_place: @error: (nullable). Returns: (nullable): group and key of the profile it is about */
const char *dect_pbx_error_get_place (const GError *error);

/** dect_pbx_error_get_reason: @error: (nullable). Returns: (nullable): what is wrong at its place, without the place */
const char *dect_pbx_error_get_reason (const GError *error);

G_END_DECLS
