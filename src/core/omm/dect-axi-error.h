/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DECT_AXI_ERROR:
 *
 * What goes wrong between the planner and a running OMM; codes are #DectAxiError. Messages are translated sentences and never hold a
 * secret. What the OMM itself refused carries the name of its refusal and of the field: dect_axi_error_get_refusal(). Cancelling is
 * %G_IO_ERROR_CANCELLED.
 */
#define DECT_AXI_ERROR (dect_axi_error_quark ())
GQuark dect_axi_error_quark (void);

/**
 * DectAxiError:
 * @DECT_AXI_ERROR_PROFILE: the connection profile is not as it must be; names group and key
 * @DECT_AXI_ERROR_UNREACHABLE: nobody answers there
 * @DECT_AXI_ERROR_CLOSED: the link ended before the answer was whole
 * @DECT_AXI_ERROR_TIMEOUT: no answer in time
 * @DECT_AXI_ERROR_TLS: no protected link came about
 * @DECT_AXI_ERROR_UNKNOWN_KEY: its key is not pinned yet; the message shows the fingerprint; nothing was sent
 * @DECT_AXI_ERROR_CHANGED_KEY: another key is pinned; nothing was sent
 * @DECT_AXI_ERROR_UNPROTECTED: a link without TLS would leave the own network; nothing was sent
 * @DECT_AXI_ERROR_PROTOCOL: what came is no AXI, or the answer to another request, or larger than an answer may be
 * @DECT_AXI_ERROR_AUTH: user name or password is wrong (EAuth)
 * @DECT_AXI_ERROR_PERMISSION: the user may not do that (EPerm, EForbidden)
 * @DECT_AXI_ERROR_LICENSE: the licence does not allow it (ELicense…)
 * @DECT_AXI_ERROR_EXISTS: it is there already (EExist)
 * @DECT_AXI_ERROR_NOT_FOUND: there is no such thing (ENoEnt)
 * @DECT_AXI_ERROR_INVALID: a value is wrong (EInval, E…RegDomainInvalid)
 * @DECT_AXI_ERROR_CHARACTERS: a text holds characters that it must not hold (EInvalidChars)
 * @DECT_AXI_ERROR_MISSING: something is not said (EMissing)
 * @DECT_AXI_ERROR_TOO_LONG: a text is too long (ETooLong); the maximum comes with it
 * @DECT_AXI_ERROR_FULL: no room for another one (EAreaFull, ENoMem)
 * @DECT_AXI_ERROR_BUSY: it is at something else (EInProgress)
 * @DECT_AXI_ERROR_ENCRYPTION: encryption is not allowed here, or the key it gave cannot be used (EEncryptNotAllowed)
 * @DECT_AXI_ERROR_PASSWORD: a new password is too weak (EPw…)
 * @DECT_AXI_ERROR_REFUSED: it refused without a reason we know (EFailed and what newer releases add)
 *
 * The refusals of the OM AXI schema (facts/omm.md section 10) and what can go wrong before one.
 */
typedef enum
{
  DECT_AXI_ERROR_PROFILE,
  DECT_AXI_ERROR_UNREACHABLE,
  DECT_AXI_ERROR_CLOSED,
  DECT_AXI_ERROR_TIMEOUT,
  DECT_AXI_ERROR_TLS,
  DECT_AXI_ERROR_UNKNOWN_KEY,
  DECT_AXI_ERROR_CHANGED_KEY,
  DECT_AXI_ERROR_UNPROTECTED,
  DECT_AXI_ERROR_PROTOCOL,
  DECT_AXI_ERROR_AUTH,
  DECT_AXI_ERROR_PERMISSION,
  DECT_AXI_ERROR_LICENSE,
  DECT_AXI_ERROR_EXISTS,
  DECT_AXI_ERROR_NOT_FOUND,
  DECT_AXI_ERROR_INVALID,
  DECT_AXI_ERROR_CHARACTERS,
  DECT_AXI_ERROR_MISSING,
  DECT_AXI_ERROR_TOO_LONG,
  DECT_AXI_ERROR_FULL,
  DECT_AXI_ERROR_BUSY,
  DECT_AXI_ERROR_ENCRYPTION,
  DECT_AXI_ERROR_PASSWORD,
  DECT_AXI_ERROR_REFUSED,
} DectAxiError;

/**
 * dect_axi_error_get_refusal:
 * @error: an error of #DECT_AXI_ERROR
 * @field: (out) (optional) (nullable) (transfer none): name of the field, as the OMM calls it ("name", "hierarchy1"); %NULL when it
 *   named none
 * @max_length: (out) (optional): most characters that fit there; 0 when it did not say
 *
 * Returns: (nullable) (transfer none): the OMM's word, "ETooLong"; %NULL when it did not refuse anything
 */
const char *dect_axi_error_get_refusal (const GError *error,
                                        const char  **field,
                                        guint        *max_length);

/**
 * dect_axi_error_is_link:
 * @error: an error
 *
 * Returns: whether the link is gone, so that no further request makes sense; a refused request leaves it standing
 */
gboolean dect_axi_error_is_link (const GError *error);

/**
 * dect_axi_error_new_refused:
 * @word: the OMM's errCode; need not be one we know
 * @field: (nullable): its `bad`
 * @max_length: its `maxLen`, 0 = none
 *
 * Returns: (transfer full): the error, with the sentence for a person
 */
GError *dect_axi_error_new_refused (const char *word,
                                    const char *field,
                                    guint       max_length);

G_END_DECLS
