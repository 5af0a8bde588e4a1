# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input: the exit code, one sentence with what, where, expected and what to do, and nothing half-written."""

import json
import os
import shutil
import subprocess

from cli_case import BAD_INPUT, PROGRAM, STORE, USAGE, CliCase, main, stage, tiny_spec


class BadInputTest(CliCase):
    def expect(self, *arguments, exit_code, contains, kept=None):
        """An error that leaves exactly the files that were there."""
        before = self.files() if kept is None else kept
        message = self.error_of(*arguments, exit_code=exit_code, contains=contains)
        self.assertEqual(self.files(), before, message)
        return message

    def trained(self, project="clickprompt.cpw", **more):
        spec = self.write_spec("spec.json", tiny_spec([stage("finetune_ctr", 4)], **more))
        self.run_program("train", spec, "--project", project, "--quiet")


class CommandLineErrors(BadInputTest):
    def test_usage(self):
        self.expect(exit_code=USAGE, contains=["clickprompt --help"])
        self.expect("trian", exit_code=USAGE, contains=["trian", "not a command", "train", "clickprompt --help"])
        self.expect("runs", "shwo", "1", exit_code=USAGE, contains=["shwo", "show", "clickprompt runs --help"])
        self.expect("train", exit_code=USAGE, contains=["spec", "clickprompt train --help"])
        self.expect("train", "no_such_preset", exit_code=USAGE, contains=["no_such_preset", "sample", ".json"])
        self.expect("train", "sample", "--seeds", "1-", exit_code=USAGE, contains=["1-", "1,2,3"])
        self.expect("train", "sample", "--arm", "none", exit_code=USAGE, contains=["none", "scratch"])
        self.expect("train", "sample", "--curves", "curves.png", exit_code=USAGE, contains=["curves.png", ".svg"])
        self.expect("train", "sample", "--set", "stages.0.epoks=1", exit_code=USAGE, contains=["epoks", "epochs"])
        self.expect("train", "sample", "--set", "seed", exit_code=USAGE, contains=["seed", "KEY=VALUE"])
        self.expect("runs", "show", "first", exit_code=USAGE, contains=["first", "r-0001"])

    def test_help_has_examples(self):
        for command in ("train", "predict", "runs list", "data import", "tokenize"):
            text = self.run_program(*command.split(), "--help").stdout
            self.assertIn("Examples:", text)
            self.assertIn("--json", text)

    def test_output_that_cannot_be_written_is_an_error(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full here")
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = subprocess.run([PROGRAM, "presets", "list"], cwd=self.folder, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("standard output", done.stderr)


class SpecErrors(BadInputTest):
    def test_a_missing_and_a_broken_spec(self):
        self.expect("train", "./none.json", exit_code=BAD_INPUT, contains=["none.json", "check the path"])
        self.write("broken.json", '{\n  "seed": 1,\n  "stages": [}\n')
        self.expect("train", "broken.json", exit_code=BAD_INPUT, contains=["broken.json", "line 3", "correct"])

    def test_every_problem_is_listed(self):
        spec = tiny_spec([{**stage("finetune_ctr", 4), "batch": 0, "colour": "red"}])
        spec["seeed"] = 1
        self.write_spec("spec.json", spec)
        self.expect("train", "spec.json", exit_code=BAD_INPUT, contains=["3 problems", "batch", "colour", "seeed", "known:"])

    def test_unknown_parts(self):
        self.write_spec("spec.json", tiny_spec([stage("finetune_ctr", 4)], backbone="dcn_v9"))
        self.expect("train", "spec.json", exit_code=BAD_INPUT, contains=["dcn_v9", "dcn_v2"])
        self.write_spec("spec.json", tiny_spec([stage("finetune_ctr", 4)], data={"source": "netflix"}))
        self.expect("train", "spec.json", exit_code=BAD_INPUT, contains=["netflix", "movielens_1m"])

    def test_options_of_training(self):
        def expect(more, contains, kind="finetune_ctr"):
            self.write_spec("spec.json", tiny_spec([stage(kind, 4, **more)]))
            self.expect("train", "spec.json", exit_code=BAD_INPUT, contains=contains)

        expect({"stopping": {"metric": "recall"}}, ["stages.0.stopping.metric", "recall", "auc, log_loss, expected_auc, none"])
        expect({"stopping": {"metric": "auc"}}, ["stages.0.stopping.metric", "masked_loss", "masked_accuracy"], kind="pa_mlm")
        expect({"on_nan": "shrug"}, ["on_nan", "shrug", "stop, pause, continue"])
        expect({"optimizer": {"kind": "adagrad"}}, ["adagrad", "adamw, adam, sgd"])
        expect({"optimizer": {"embedding_updates": "sometimes"}}, ["sometimes", "rows, dense, lazy"])
        expect({"optimizer": {"kind": "adam", "embedding_weight_decay": 0.1}}, ["embedding_weight_decay", "dense", "lazy", "adamw"])
        expect({"schedule": {"kind": "steps"}}, ["steps", "constant, linear, cosine, plateau"])
        expect({"schedule": {"kind": "plateau"}}, ["stages.0.schedule.kind", "stopping.metric"], kind="pa_mlm")
        expect({"schedule": {"warm_up": 0.1, "warm_up_steps": 5}}, ["warm_up_steps", "two lengths"])
        expect({"masking": {"mixture": {"word": 1}}}, ["word_rate", "mixture.word"], kind="pa_mlm")
        expect({"masking": {"mixture": {"letters": 1}}}, ["letters", "known: token, word, field"], kind="pa_mlm")

    def test_rates_of_fields(self):
        for rates, contains in (({"colour": 0.5}, ["masking.field_rates", "colour", "title"]),
                                ({"title": 1.5}, ["masking.field_rates.title", "1.5", "between 0 and 1"]),
                                ({"title": "often"}, ["masking.field_rates.title", "often"])):
            self.write_spec("spec.json", tiny_spec([stage("pa_mlm", 4, masking={"field_rates": rates})]))
            self.error_of("train", "spec.json", exit_code=BAD_INPUT, contains=["stages.0", *contains])

    def test_too_many_prompts(self):
        self.write_spec("spec.json", tiny_spec([stage("pa_mlm", 4)], prompts={"count": 100000}))
        self.expect("train", "spec.json", exit_code=BAD_INPUT, contains=["prompts.count", "100000", "512"])

    def test_cuda_asked_for_and_absent(self):
        if shutil.which("nvidia-smi"):
            self.skipTest("this machine may have a CUDA card")
        self.write_spec("spec.json", tiny_spec([stage("finetune_ctr", 4)]))
        self.expect("train", "spec.json", "--device", "cuda", exit_code=BAD_INPUT, contains=["cuda", "cpu"])


class TemplateErrors(BadInputTest):
    """Found when the run prepares: the run is in the file, as failed, with the sentence."""

    def fails(self, spec, contains):
        self.write_spec("spec.json", spec)
        self.error_of("train", "spec.json", exit_code=BAD_INPUT, contains=contains)
        run = self.json_of("runs", "list")[-1]
        self.assertEqual(run["state"], "failed")
        self.assertIn(contains[0], run["error"])

    def test_a_template_that_names_an_unknown_field(self):
        self.fails(tiny_spec([stage("pa_mlm", 4)], text={"fields": [{"field": "colour"}]}), ["colour", "title"])

    def test_text_longer_than_the_positions(self):
        spec = tiny_spec([stage("pa_mlm", 4)])
        spec["plm"]["scratch"]["maximum_positions"] = 16
        self.fails(spec, ["16", "positions"])


class DataErrors(BadInputTest):
    def imports(self, *arguments, contains, exit_code=BAD_INPUT):
        return self.expect("data", "import", *arguments, exit_code=exit_code, contains=contains)

    def test_files(self):
        self.imports("csv", "none.csv", "--set", "label.column=click", contains=["none.csv", "check"])
        self.write("empty.csv", "")
        self.imports("csv", "empty.csv", "--set", "label.column=click", contains=["empty.csv", "empty"])
        self.imports("netflix", "x", contains=["netflix", "movielens_1m"])
        self.imports("movielens_1m", contains=["ratings.dat"], exit_code=USAGE)
        self.imports("movielens_1m", ".", contains=["MovieLens-1M", ".dat", "check the path"])

    def test_contents(self):
        self.write("semicolons.csv", "click;user\n1;a\n0;b\n")
        self.imports("csv", "semicolons.csv", "--set", "label.column=click", contains=["click"])
        self.write("label.csv", "click,user\n1,a\nyes,b\n0,c\n")
        self.imports("csv", "label.csv", "--set", "label.column=click", contains=["line 3", "yes", "number"])
        self.imports("csv", "label.csv", "--set", "label.column=clicked", contains=["clicked", "click"])
        self.write("fine.csv", "click,user\n1,a\n0,b\n")
        self.imports("csv", "fine.csv", "--set", "label.column=click", "--set", 'fields=["user","age"]', contains=["age", "user"])
        self.write("ragged.csv", "click,user\n1,a\n0,b,c\n")
        self.imports("csv", "ragged.csv", "--set", "label.column=click", contains=["line 3", "3", "2"])

    def test_a_wrong_separator_of_movielens(self):
        self.write("ratings.dat", "1,1193,5,978300760\n")
        self.write("users.dat", "1::F::1::10::48067\n")
        self.write("movies.dat", "1193::One Flew Over the Cuckoo's Nest (1975)::Drama\n")
        self.imports("movielens_1m", ".", contains=["ratings.dat", "::"])

    def test_an_unknown_data_set(self):
        self.expect("data", "describe", "clicks", exit_code=STORE, contains=["clickprompt.cpw", "--project"])
        self.expect("template", "preview", "clicks", exit_code=BAD_INPUT, contains=["clicks", "sample"])


class StoreErrors(BadInputTest):
    def test_reading_never_makes_a_file(self):
        for command in (["runs", "list"], ["data", "list"], ["runs", "show", "1"], ["evaluate", "1"], ["resume", "1"], ["command", "1", "stop"],
                        ["runs", "delete", "1"]):
            self.expect(*command, exit_code=STORE, contains=["there is no project file clickprompt.cpw", "clickprompt train"])
        self.assertEqual(self.files(), [])

    def test_a_damaged_file_is_refused_and_left_alone(self):
        for name, content in (("text.cpw", b"not a database" * 100), ("empty header.cpw", b"SQLite format 3\0" + bytes(4000))):
            (self.folder / name).write_bytes(content)
            for command in (["runs", "list"], ["train", "sample"]):
                self.expect(*command, "--project", name, exit_code=STORE, contains=[name])
            self.assertEqual((self.folder / name).read_bytes(), content)

    def test_a_folder_in_the_place_of_the_file(self):
        (self.folder / "runs.cpw").mkdir()
        self.expect("runs", "list", "--project", "runs.cpw", exit_code=STORE, contains=["runs.cpw", "folder"])

    def test_no_permission(self):
        if os.geteuid() == 0:
            locked = "/sys"  # where even root may make no file
        else:
            locked = str(self.folder / "locked")
            os.mkdir(locked, mode=0o555)
        spec = self.write_spec("spec.json", tiny_spec([stage("finetune_ctr", 4)]))
        self.expect("train", spec, "--project", f"{locked}/runs.cpw", exit_code=STORE, contains=[f"{locked}/runs.cpw", "permission"])
        self.expect("sample", "--out", f"{locked}/bookshop", exit_code=STORE, contains=[f"{locked}/bookshop", "permission"])

    def test_a_folder_that_does_not_exist(self):
        self.expect("train", "sample", "--project", "none/runs.cpw", exit_code=STORE, contains=["none"])


class ModelErrors(BadInputTest):
    def test_rows_checkpoints_and_columns(self):
        self.trained()
        self.run_program("data", "export", "sample", "--output", "parts", "--quiet")
        self.expect("runs", "show", "r-0009", exit_code=BAD_INPUT, contains=["r-0009"])
        self.expect("evaluate", "1", "--checkpoint", "none", exit_code=BAD_INPUT, contains=["none", "best, last"])
        self.expect("evaluate", "1", "--checkpoint", "parts", exit_code=BAD_INPUT, contains=["manifest.json"])
        self.expect("forward", "1", "--rows", "0:99999999", "--output", "acts.safetensors", exit_code=BAD_INPUT, contains=["99999999", "rows"])
        self.expect("forward", "1", "--rows", "9", "--output", "acts.safetensors", exit_code=USAGE, contains=["\"9\"", "0:100"])
        self.write("rows.csv", "user,age,job,book,title,author\na,b,c,d,e,f\n")
        self.expect("predict", "1", "--input", "rows.csv", "--output", "scores.csv", exit_code=BAD_INPUT, contains=["rows.csv", "shelf"])
        self.write("empty.csv", "")
        self.expect("predict", "1", "--input", "empty.csv", "--output", "scores.csv", exit_code=BAD_INPUT, contains=["empty.csv"])
        self.write("ragged.csv", "user,age,job,book,title,author,shelf\na,b,c,d,e,f,g\na,b\n")
        self.expect("predict", "1", "--input", "ragged.csv", "--output", "scores.csv", exit_code=BAD_INPUT, contains=["line 3"])

    def test_a_checkpoint_of_another_spec_and_a_damaged_one(self):
        self.trained()
        self.trained(project="other.cpw", seed=9)
        folder = self.folder / self.json_of("runs", "show", "1", "--project", "other.cpw")["folder"] / "checkpoints"
        best = folder / (folder / "best").read_text(encoding="utf-8").strip()
        self.expect("evaluate", "1", "--checkpoint", best, exit_code=BAD_INPUT, contains=["another spec"])
        weights = bytearray((best / "model.safetensors").read_bytes())
        weights[-3] ^= 0xFF
        (best / "model.safetensors").write_bytes(weights)
        self.error_of("evaluate", "1", "--project", "other.cpw", exit_code=BAD_INPUT, contains=["model.safetensors"])

    def test_a_full_disk_keeps_the_old_file(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full here")
        self.trained()
        # A file-size limit stands for the full disk: the write fails half-way.
        self.write("acts.safetensors", "old")
        command = f'ulimit -f 8; exec "{PROGRAM}" forward 1 --rows 0:1000 --output acts.safetensors'
        done = subprocess.run(["bash", "-c", f"trap '' XFSZ; {command}"], cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertIn(done.returncode, (BAD_INPUT, STORE), done.stderr)
        self.assertIn("acts.safetensors", done.stderr)
        self.assertEqual((self.folder / "acts.safetensors").read_text(encoding="utf-8"), "old")

    def test_language_model_folders(self):
        self.expect("plm", "info", "none", exit_code=BAD_INPUT, contains=["none", "config.json"])
        (self.folder / "plm").mkdir()
        self.expect("plm", "info", "plm", exit_code=BAD_INPUT, contains=["config.json"])
        self.expect("plm", "import", "plm", exit_code=BAD_INPUT, contains=["config.json"])
        self.write("plm/config.json", json.dumps({"model_type": "gpt2"}))
        self.expect("plm", "info", "plm", exit_code=BAD_INPUT, contains=["gpt2", "bert"])
        self.expect("tokenize", "--plm", "none.txt", exit_code=BAD_INPUT, contains=["none.txt"])


if __name__ == "__main__":
    main()
